"""The office's own log-in: OpenID Connect, the code flow with PKCE (OpenID Connect Core 1.0, 3.1.

RFC 7636).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, delete, select

from generator.errors import StorageError
from generator.web.accounts.database import Accounts, hashed, instant, new_secret
from generator.web.accounts.schema import FLOWS
from generator.web.faults import ForbiddenError
from generator.workflow.environment import now
from generator.workflow.office.login import OfficeLogin

_LASTS: Final = dt.timedelta(minutes=10)
_SECONDS: Final = 10.0
_ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who somebody is by the word of the provider.

    An address is blank unless the provider has verified it.
    """

    subject: str
    email: str


class ProviderError(StorageError):
    """The provider cannot be reached, or what it says does not hold."""


def begin_flow(accounts: Accounts, login: OfficeLogin, back: str, opener: str, wanted: str) -> str:
    """Return the address at the provider where somebody logs in; ``opener`` is the browser that comes back.

    Raises:
        ProviderError: the provider cannot be reached.
    """
    state, nonce, verifier = new_secret(), new_secret(), new_secret()
    with _client(login, back) as client:
        endpoint = _discover(login)["authorization_endpoint"]
        address, _ = client.create_authorization_url(
            endpoint, state=state, nonce=nonce, code_verifier=verifier
        )
    at = now()
    row = {
        "state": hashed(state),
        "opener": hashed(opener),
        "nonce": nonce,
        "verifier": verifier,
        "wanted": wanted,
    }
    with accounts.writing() as connection:
        connection.execute(delete(FLOWS).where(FLOWS.c.made_at < instant(at - _LASTS)))
        connection.execute(FLOWS.insert().values(made_at=instant(at), **row))
    return str(address)


def finish_flow(
    accounts: Accounts, login: OfficeLogin, back: str, opener: str, answer: Mapping[str, str]
) -> tuple[Claimed, str]:
    """Return who came back from the provider and the page that they wanted; an answer counts once.

    Raises:
        ForbiddenError: this browser did not begin it.
        ProviderError: what the provider says does not hold.
    """
    found = _take_flow(accounts, hashed(answer.get("state", "")), hashed(opener))
    if found is None or not answer.get("code"):
        raise ForbiddenError("this log-in was not begun here", hint="begin it again")
    with _client(login, back) as client:
        told = _discover(login)
        token = _fetch_token(client, told["token_endpoint"], answer["code"], found.verifier)
        keys = _get(told["jwks_uri"])
    return _claimed(token, keys, login, found.nonce), found.wanted


def _take_flow(accounts: Accounts, state: str, opener: str) -> Row[Any] | None:
    """Return what was begun by this browser a short while ago; it can be taken once."""
    mine = (FLOWS.c.state == state, FLOWS.c.opener == opener, FLOWS.c.made_at > instant(now() - _LASTS))
    with accounts.writing() as connection:
        found = connection.execute(select(FLOWS).where(*mine)).first()
        connection.execute(delete(FLOWS).where(*mine))
    return found


def _client(login: OfficeLogin, back: str) -> Any:  # noqa: ANN401 - Authlib ships no types
    from authlib.integrations.httpx_client import OAuth2Client

    return OAuth2Client(
        login.client_id,
        login.client_secret,
        scope="openid email",
        redirect_uri=back,
        code_challenge_method="S256",
        timeout=_SECONDS,
    )


def _discover(login: OfficeLogin) -> dict[str, Any]:
    told = _get(f"{login.issuer}/.well-known/openid-configuration")
    if told.get("issuer", "").rstrip("/") != login.issuer:
        raise ProviderError("the provider says that it is another one", hint="correct LETTERBOOK_OIDC_ISSUER")
    return told


def _get(address: str) -> dict[str, Any]:
    import httpx2

    try:
        reply = httpx2.get(address, timeout=_SECONDS)
        reply.raise_for_status()
        told = reply.json()
    except (httpx2.HTTPError, ValueError) as exc:
        raise ProviderError("the office’s log-in cannot be reached", hint="try again later") from exc
    if not isinstance(told, dict):
        raise ProviderError("the office’s log-in answers what it cannot", hint="see its configuration")
    return told


def _fetch_token(client: Any, endpoint: str, code: str, verifier: str) -> str:  # noqa: ANN401
    import httpx2
    from authlib.common.errors import AuthlibBaseError

    try:
        told = client.fetch_token(endpoint, code=code, code_verifier=verifier)
    except (httpx2.HTTPError, AuthlibBaseError, ValueError) as exc:
        raise ProviderError("the office’s log-in refused", hint="begin it again") from exc
    return str(told.get("id_token", ""))


def _claimed(token: str, keys: dict[str, Any], login: OfficeLogin, nonce: str) -> Claimed:
    """Return who an ID token speaks of, once all holds that has to (OpenID Connect Core, 3.1.3.7)."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    rules = jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": login.issuer},
        aud={"essential": True, "value": login.client_id},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        decoded = jwt.decode(token, KeySet.import_key_set({"keys": keys["keys"]}), algorithms=_ALGORITHMS)
        rules.validate(decoded.claims)
    except (JoseError, ValueError, KeyError, TypeError) as exc:
        raise ProviderError("what the office’s log-in says does not hold", hint="begin it again") from exc
    claims = decoded.claims
    email = str(claims.get("email", "")) if claims.get("email_verified") is True else ""
    return Claimed(f"{login.issuer} {claims['sub']}", email)
