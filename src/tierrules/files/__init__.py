"""Files of customers: tables read, cells typed, rows classified or set aside, results written."""
