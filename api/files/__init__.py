"""Files: brought, shown, handed out, and opened by links."""
