//! Who may do what: the table of rights against the routes that are mounted, and against its page.

mod mounted;
