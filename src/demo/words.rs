//! Texts that people of the demo write.

pub(super) const GOODS: [&str; 16] = [
    "Delivery of office furniture, two consignments",
    "Transport of 14 pallets, door to door",
    "Annual licence and support of the warehouse software",
    "Repair of a cold store, parts and labour",
    "Printing of 20,000 catalogues",
    "Scaffolding for a façade, eleven weeks",
    "Spare parts for a packaging line",
    "Consulting on the new accounting system, 46 hours",
    "Catering for a conference of 220 people",
    "Timber, planed, 38 m³",
    "Rental of three vans, March to June",
    "Translation of technical manuals into four languages",
    "Stainless steel fittings as ordered",
    "Cleaning of the premises, second quarter",
    "Installation of a charging station",
    "Coffee and vending machines, monthly service",
];

pub(super) const COMMENTS: [&str; 8] = [
    "We have reminded them three times and telephoned twice. They promise to pay every time.",
    "The customer answers e-mails in the morning, best by telephone before ten.",
    "They say the goods arrived late, but signed the delivery note without reservation.",
    "Please be friendly at first: they were a good customer for eight years.",
    "The owner has changed; the new one says he knows of nothing.",
    "A payment plan over three months would be fine for us.",
    "No contact since the last reminder.",
    "",
];

pub(super) const WELCOMES: [&str; 4] = [
    "Thank you for your trust. I have taken over your case today and will write to the debtor at once. You will hear from me as soon as there is an answer, in two weeks at the latest.",
    "Your case is with me now. First I send a demand for payment with a deadline of ten days, then I call. Please forward anything the debtor sends you directly.",
    "We have started on your case. If the debtor pays you directly, please tell us the same day, so that we do not go on asking for money that has been paid.",
    "I am your contact for this case from now on. Documents are complete, so the demand goes out today. Kind regards",
];

pub(super) const QUESTIONS: [&str; 6] = [
    "Could you send us the signed delivery note? The debtor claims that part of the goods never arrived.",
    "Under which address did you last reach the debtor? Our letter came back as undeliverable.",
    "Was a payment of part of the amount made to you in spring? The debtor says so.",
    "Please confirm that your general terms were part of the order, and send us the order confirmation.",
    "Who signed for the company? We need the name to address the managing director personally.",
    "Would you accept instalments over six months with a first payment of a quarter?",
];

pub(super) const ANSWERS: [&str; 5] = [
    "The signed delivery note is in the documents now. Everything was taken without reservation.",
    "Their warehouse has moved; I have added the new address. The invoice address stays the same.",
    "No, nothing has been paid to us. Our bank statement shows nothing from them this year.",
    "Yes, instalments are fine, but please not more than six.",
    "The order was signed by the managing director herself; the confirmation is attached to the case.",
];

pub(super) const NOTES: [&str; 8] = [
    "First demand sent by letter and e-mail, deadline ten days.",
    "Second demand sent. Interest calculated to today.",
    "Commercial register checked: company active, no insolvency on record.",
    "Debtor asks for a copy of the invoice; sent at once.",
    "Debtor offers three instalments; waiting for the written agreement.",
    "Address confirmed by the registry office.",
    "No reaction to the second demand. Next step: visit by field agent.",
    "Promise to pay by the end of the month, confirmed by e-mail.",
];

/// The person called, the result, further details.
pub(super) const CALLS: [(&str, &str, &str); 6] = [
    ("Bookkeeping", "Reached, will pay", "The invoice was overlooked; payment is promised within a week."),
    ("Managing director", "Reached, disputes", "Says that the quality was poor, but never complained in writing."),
    ("Reception", "Asked to call back", "The person in charge is back on Thursday."),
    ("Debtor", "No answer", ""),
    ("Debtor", "Reached, wants instalments", "Can pay a third at once and the rest in two months."),
    ("Debtor’s lawyer", "Reached, will write", ""),
];

pub(super) const MESSAGES: [&str; 5] = [
    "The debtor has answered and offers instalments. I recommend to accept; please tell me by Friday.",
    "A short report: two demands and a call without result. I shall try the managing director next.",
    "The debtor promised to pay the whole amount this month. I keep the case open until the money is there.",
    "The debtor’s bookkeeping confirmed the debt in writing. That settles the dispute.",
    "We found a new address and sent the demand there.",
];

pub(super) const REPLIES: [&str; 5] = [
    "Thank you, that sounds good. Please go ahead.",
    "They have just written to us directly; I forward the mail to you.",
    "Is there any news? Our auditor asks about this claim.",
    "Please do not accept less than the principal.",
    "I have found the order confirmation, it is from March. Do you need it?",
];

pub(super) const PAUSES: [&str; 4] = [
    "Payment plan agreed; we wait for the instalments.",
    "The debtor has asked for time until the audit is over, and the creditor agreed.",
    "The creditor negotiates a new order with the debtor and asks us to wait until the end of the month.",
    "Holiday closure at the debtor’s, nobody can be reached.",
];

pub(super) const ENDS: [&str; 4] = [
    "All steps have been taken. The documents stay here for as long as the law wants it.",
    "See the notes for what was done.",
    "Agreed with the creditor by telephone.",
    "The registry confirms it; the extract is on file.",
];

pub(super) const DECLINES: [&str; 4] = [
    "The debtor is our own client in another matter.",
    "We have no field agents in that region at present, and letters alone have not helped in two similar cases.",
    "The company was struck off the register in spring; there is nobody left to collect from.",
    "The claim was already with us last year under another reference and ended without result.",
];

pub(super) const AGREEMENTS: [&str; 3] = [
    "Agreed by telephone with the bookkeeping and confirmed by e-mail the same day.",
    "The debtor signed our instalment form; the first rate is paid at once.",
    "The managing director called: the business is seasonal, the rates are what it can bear.",
];

pub(super) const PROMISES: [&str; 3] = [
    "By telephone, the bookkeeping; they wait for a payment of a customer of their own.",
    "By e-mail from the managing director.",
    "The debtor calls the delay an oversight and has ordered the transfer.",
];

pub(super) const DISCOUNT: &str =
    "We agree to a discount of 20 % if the debtor pays the rest as you have negotiated. Please go ahead.";

pub(super) const EXTENSION: &str =
    "The court has stayed the proceedings for half a year; the time is not to run against the agency.";

pub(super) const REPORTS: [&str; 6] = [
    "The debtor was reached twice and acknowledges the claim. A payment is announced for the coming weeks.",
    "Our second demand went out with a deadline of ten days. There is no reaction yet; we call next.",
    "The debtor asks for copies of the delivery notes. We have sent them and expect an answer.",
    "Nobody can be reached by telephone. The address is confirmed, so a field agent will call.",
    "The bookkeeping confirms that the invoice is booked and open. Payment depends on their next audit.",
    "We have discussed instalments. The debtor wants to think it over until the end of the month.",
];
