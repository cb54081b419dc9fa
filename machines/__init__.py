"""What a portal on several machines has besides: a replica that is watched, a bucket, two releases at once."""
