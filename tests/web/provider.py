"""A small real OpenID Connect provider: discovery, authorization with PKCE, signed tokens, keys."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


@dataclass(slots=True)
class Provider:
    """Whoever comes is ``claims``; what is told can be spoilt by a test."""

    issuer: str = ""
    claims: dict[str, Any] = field(
        default_factory=lambda: {"sub": "7", "email": "rhea@office.example", "email_verified": True}
    )
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    flows: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent back to."""
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_hex()
        self.flows[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, str]:
        """Return the tokens for a code, once, to who knows its verifier."""
        flow = self.flows.pop(asked["code"])
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest())
            .decode()
            .rstrip("=")
        )
        assert challenge == flow["code_challenge"]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": flow["client_id"],
            "exp": now + 60,
            "iat": now,
            "nonce": flow["nonce"],
        }
        key = self.signs_with or self.key
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims | self.claims, key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


@contextmanager
def provider() -> Iterator[Provider]:
    """Give a provider that answers until the block ends."""
    told = Provider()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            if path.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(path.query).items()}
                self.send_response(303)
                self.send_header("Location", told.authorize(asked))
                self.end_headers()
            elif path.path == "/keys":
                self.tell({"keys": [told.key.as_dict(private=False)]})
            else:
                endpoints = {
                    "authorization_endpoint": "authorize",
                    "token_endpoint": "token",
                    "jwks_uri": "keys",
                }
                self.tell(
                    {"issuer": told.issuer} | {name: f"{told.issuer}/{it}" for name, it in endpoints.items()}
                )

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self.tell(told.token({name: values[0] for name, values in parse_qs(body).items()}))

        def tell(self, document: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
