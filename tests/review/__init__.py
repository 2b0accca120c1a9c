"""The rules of review: folding, checking, anchors, sameness."""
