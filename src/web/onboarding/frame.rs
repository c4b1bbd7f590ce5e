//! The frame around all steps: brand, language and progress.

use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::{Progress, Step};
use crate::domain::ids::ReferralPartnerId;
use crate::store::clients::referrals::ReferralPartner;
use crate::store::{self, Db};
use crate::web::http::{Failure, Filled};
use crate::words::Words;

/// What every step shows around its content.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub token: String,
    /// The texts in the reader's language.
    pub words: Words,
    /// The name of the partner's app.
    pub app: String,
    /// The address of the brand's stylesheet.
    pub style: String,
    /// The address of its logo.
    pub logo: Option<String>,
    /// The address of its icon.
    pub icon: Option<String>,
    /// Links to the brand's own pages: label and address.
    pub links: Vec<(String, String)>,
    /// Where "go back" leads.
    pub back: Option<String>,
    /// The current step.
    pub step: Step,
    /// The client's name; "" if the link's holder may not see it.
    pub company: String,
    /// Whether the progress is hidden.
    pub is_bare: bool,
    /// The client's progress; `None` on pages outside of the steps.
    progress: Option<Progress>,
}

/// A step above the page.
pub(crate) struct StepMark {
    /// Which it is.
    pub step: Step,
    /// What it is called.
    pub name: String,
    /// Whether it is done.
    pub is_done: bool,
}

impl Stage {
    /// The frame of a step. `wanted` is the browser's language.
    pub(crate) fn load(
        db: &mut Db,
        who: &Newcomer,
        token: &str,
        step: Step,
        wanted: Option<Language>,
    ) -> Result<Self, Failure> {
        let link = store::clients::link(db, who)?;
        let chosen = link.language.as_deref().and_then(Language::of_tag);
        let stage = Self::bare(db, who.referral_partner, token, step, chosen.or(wanted))?;
        let company = if who.must_prove() && !who.is_attributed {
            String::new()
        } else {
            store::clients::creditor(db, who)?.name
        };
        let progress = Some(crate::actions::clients::progress(db, who)?);
        Ok(Self { back: link.return_url, company, progress, ..stage })
    }

    /// Only the brand: for pages that show nothing of an account.
    pub(crate) fn bare(
        db: &mut Db,
        partner: ReferralPartnerId,
        token: &str,
        step: Step,
        language: Option<Language>,
    ) -> Result<Self, Failure> {
        let partner = store::clients::referrals::profile(db, partner)?;
        Ok(Self {
            token: token.to_owned(),
            words: Words(language.unwrap_or(Language::En)),
            app: partner.short_name.clone(),
            style: format!("/brands/{}/style.css", partner.id),
            logo: partner.brand_logo.as_ref().map(|hash| format!("/brands/{hash}.png")),
            icon: partner.brand_favicon.as_ref().map(|hash| format!("/brands/{hash}.png")),
            links: partner.brand_links.0.into_iter().map(|link| (link.label, link.address)).collect(),
            back: None,
            step,
            company: String::new(),
            is_bare: false,
            progress: None,
        })
    }

    /// A sample frame of the first step, to preview a brand: stylesheet, logo, icon and links.
    pub(crate) fn sample(
        partner: &ReferralPartner,
        style: String,
        logo: Option<String>,
        icon: Option<String>,
        links: Vec<(String, String)>,
    ) -> Self {
        Self {
            token: "preview".to_owned(),
            words: Words(Language::En),
            app: partner.short_name.clone(),
            style,
            logo,
            icon,
            links,
            back: None,
            step: Step::Company,
            company: String::new(),
            is_bare: false,
            progress: Some(Progress::default()),
        }
    }

    /// The steps that this client takes.
    pub(crate) fn steps(&self) -> Vec<StepMark> {
        let Some(progress) = self.progress.filter(|_| !self.is_bare) else { return Vec::new() };
        progress
            .order()
            .into_iter()
            .filter(|step| match step {
                Step::Kyc => progress.needs_kyc || self.step == Step::Kyc,
                Step::PowerOfAttorney => progress.missing_powers > 0 || self.step == Step::PowerOfAttorney,
                Step::Company | Step::People => !progress.agreement_before || self.step == *step,
                Step::Agreement | Step::Done => true,
            })
            .map(|step| StepMark {
                step,
                name: self.words.say(&format!("step-{}", step.slug())),
                is_done: progress.is_behind(step),
            })
            .collect()
    }

    /// Whether the client has signed an earlier version of its agreement.
    pub(crate) fn has_signed_before(&self) -> bool {
        self.progress.is_some_and(|progress| progress.agreement_before && !progress.agreement)
    }

    /// The client's progress.
    pub(crate) fn progress(&self) -> Progress {
        self.progress.unwrap_or_default()
    }

    /// The progress as text for screen readers: "Step 2 of 4".
    pub(crate) fn progress_words(&self) -> String {
        let steps = self.steps();
        let at = steps.iter().position(|mark| mark.step == self.step).map_or(1, |at| at + 1);
        self.words.step(at, steps.len())
    }

    /// The other languages: code and name.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str)> {
        Language::ALL.iter().filter(|one| **one != self.words.0).map(|one| (one.code(), one.label())).collect()
    }

    /// A refused form with its problems translated.
    pub(crate) fn understood(&self, form: Filled) -> Filled {
        let problems = form.problems.reworded(|_, text| self.words.problem(text));
        Filled { problems, ..form }
    }

    /// The address of a step.
    pub(crate) fn href(&self, step: &Step) -> String {
        super::address(&self.token, *step)
    }
}
