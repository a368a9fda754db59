# What we use of authlib, which says nothing about its types. Never: more than that.
