//! One file for each screen: from rows to what the interface shows.
