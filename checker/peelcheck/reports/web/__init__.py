"""The page that people look at: what stands on it, where its pictures' marks go, and templates."""
