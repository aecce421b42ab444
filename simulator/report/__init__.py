"""What a play was like, in words and figures, from the conversation and its turns alone."""
