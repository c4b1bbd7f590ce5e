//! The frame of every step: the brand, the language, the line of progress.

use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::{Progress, Step};
use crate::store::{self, Db};
use crate::web::http::{Failure, Filled};
use crate::words::Words;

/// What every step shows besides its own.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The link's token.
    pub token: String,
    /// The words.
    pub words: Words,
    /// The platform's app, as its users know it.
    pub app: String,
    /// Where the brand's stylesheet is.
    pub style: String,
    /// Where its logo is.
    pub logo: Option<String>,
    /// Its own pages: label and address.
    pub links: Vec<(String, String)>,
    /// Where "go back" leads.
    pub back: Option<String>,
    /// The step that is shown.
    pub step: Step,
    /// The client's name.
    pub company: String,
    progress: Progress,
}

impl Stage {
    /// The frame of a step for somebody whose browser prefers `wanted`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn load(
        db: &mut Db,
        who: &Newcomer,
        (token, step): (&str, Step),
        wanted: Option<Language>,
    ) -> Result<Self, Failure> {
        let link = store::clients::link(db, who)?;
        let partner = store::referrals::profile(db, who.referral_partner)?;
        let chosen = link.language.as_deref().and_then(Language::of_tag);
        Ok(Self {
            token: token.to_owned(),
            words: Words(chosen.or(wanted).unwrap_or(Language::En)),
            app: partner.short_name.clone(),
            style: format!("/brands/{}/style.css", partner.id),
            logo: partner.brand_logo.as_ref().map(|hash| format!("/brands/{hash}.png")),
            links: serde_json::from_str::<Vec<(String, String)>>(&partner.brand_links).unwrap_or_default(),
            back: link.return_url,
            step,
            company: store::clients::creditor(db, who)?.name,
            progress: crate::actions::clients::progress(db, who)?,
        })
    }

    /// The steps that this client takes: each with its name, and whether it is done.
    pub fn steps(&self) -> Vec<(Step, String, bool)> {
        Step::ALL
            .into_iter()
            .filter(|step| match step {
                Step::Kyc => self.progress.needs_kyc || self.step == Step::Kyc,
                Step::PowerOfAttorney => self.progress.missing_powers > 0 || self.step == Step::PowerOfAttorney,
                Step::Company | Step::People => !self.progress.agreement_before || self.step == *step,
                Step::Agreement | Step::Done => true,
            })
            .map(|step| (step, self.words.say(&format!("step-{}", step.slug())), step < self.progress.next()))
            .collect()
    }

    /// "Step 2 of 4", for those who do not see the line.
    pub fn progress_words(&self) -> String {
        let steps = self.steps();
        let at = steps.iter().position(|(step, ..)| *step == self.step).map_or(1, |at| at + 1);
        self.words.step(at, steps.len())
    }

    /// The other languages: code and name.
    pub fn languages(&self) -> Vec<(&'static str, &'static str)> {
        Language::ALL.iter().filter(|one| **one != self.words.0).map(|one| (one.code(), one.label())).collect()
    }

    /// A refused form with its reasons in the reader's language.
    pub fn understood(&self, form: Filled) -> Filled {
        let problems = form.problems.reworded(|_, text| self.said(text));
        Filled { problems, ..form }
    }

    /// A problem in words: the message's name, and what fills it after a bar, such as `code-wrong|tries=4`.
    fn said(&self, text: &str) -> String {
        let (name, rest) = text.split_once('|').unwrap_or((text, ""));
        match rest.split_once('=') {
            None => self.words.say(name),
            Some(("tries", number)) => self.words.count(name, "tries", number.parse().unwrap_or_default()),
            Some(("minutes", number)) => self.words.with(name, "minutes", number),
            Some((_, character)) => self.words.with(name, "character", character),
        }
    }

    /// The address of a step.
    pub fn href(&self, step: &Step) -> String {
        super::address(&self.token, *step)
    }
}
