"""The pages, by what people do on them."""
