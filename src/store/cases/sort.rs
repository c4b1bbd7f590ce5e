//! Sort fields of a list of cases.

/// Sort fields: the names of the contract, and further ones for columns of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the contract's own names")]
pub enum SortField {
    DateCreated,
    DateUpdated,
    DateFinished,
    DateCollectionStarted,
    DueDate,
    Date,
    GrossAmount,
    Remainder,
    InterestFees,
    CollectionFees,
    ReminderFees,
    Lifecycle,
    CloseCode,
    Reference,
    Deadline,
}

impl SortField {
    const ALL: [(Self, &'static str); 15] = [
        (Self::DateCreated, "DateCreated"),
        (Self::DateUpdated, "DateUpdated"),
        (Self::DateFinished, "DateFinished"),
        (Self::DateCollectionStarted, "DateCollectionStarted"),
        (Self::DueDate, "DueDate"),
        (Self::Date, "Date"),
        (Self::GrossAmount, "GrossAmount"),
        (Self::Remainder, "Remainder"),
        (Self::InterestFees, "InterestFees"),
        (Self::CollectionFees, "CollectionFees"),
        (Self::ReminderFees, "ReminderFees"),
        (Self::Lifecycle, "Lifecycle"),
        (Self::CloseCode, "CloseCode"),
        (Self::Reference, "Reference"),
        (Self::Deadline, "Deadline"),
    ];

    /// Parses a name in any letter case. The contract ignores unknown names, so the caller decides.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name.trim())).map(|(field, _)| *field)
    }

    /// The contract's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }
}
