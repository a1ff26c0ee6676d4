"""The rules K01–K25 of the decree's layout, one module a family; `verify.RULES` lists them in order."""
