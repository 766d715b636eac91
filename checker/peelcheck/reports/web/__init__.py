"""The page that people look at: its content, where its pictures' marks go, and templates."""
