-- How often something was done: sign-ins, codes, mails to one address. One row for each limit and whom it counts.
CREATE TABLE tallies (
  -- The limit's name.
  name TEXT NOT NULL,
  -- Whom or what it counts: an address, a person, a link.
  subject TEXT NOT NULL,
  count BIGINT NOT NULL,
  -- The span in which it was counted. A row whose span is over counts as none.
  began_at TIMESTAMP NOT NULL,
  until_at TIMESTAMP NOT NULL,
  last_at TIMESTAMP NOT NULL,
  PRIMARY KEY (name, subject)
);
CREATE INDEX tallies_by_end ON tallies(until_at);
