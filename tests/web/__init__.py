"""The pages and the REST API, as browsers and programs meet them."""
