//! Who may have a token, for whom, and for what. Deny by default.

mod access;
mod caller;
mod json;
mod origins;
mod place;
mod problem;
mod route;
mod secrets;
mod users;

pub use access::AccessSettings;
pub use caller::{Caller, Denial};
pub use problem::PolicyProblem;
pub use route::Route;

use caller::Shared;
use place::Place;
use problem::{Unique, name};
use secrets::Secrets;
use subtle::{Choice, ConditionallySelectable};

/// The longest policy, in bytes: a thousand callers of a big company have half of it.
pub const MAX_POLICY_BYTES: usize = 1024 * 1024;

/// A checked policy: a list of callers, each with what it may ask for.
#[derive(Debug)]
pub struct Policy {
    access: Option<AccessSettings>,
    callers: Vec<Caller>,
    operators: Vec<Operator>,
    origins: Vec<String>,
}

/// One who may look at the deployment's figures, and gets no tokens.
#[derive(Debug)]
struct Operator {
    name: String,
    secrets: Secrets,
}

impl Policy {
    /// Reads and checks the JSON of a policy.
    ///
    /// # Errors
    /// Where it is malformed, and how: over [`MAX_POLICY_BYTES`], unknown fields, no callers, a caller that could not prove
    /// itself, a name, hash or identity given twice, a user, scope, origin or route that could
    /// never match.
    pub fn from_json(text: &str) -> Result<Self, PolicyProblem> {
        if text.len() > MAX_POLICY_BYTES {
            return Err(PolicyProblem::at("", "longer than 1 MiB"));
        }
        let mut fields = Place::read(text)?.fields(FIELDS)?;
        // For editors.
        let schema = fields.take("$schema");
        schema.map_or(Ok(()), |place| place.text(|_| Ok(())))?;
        let access = fields.take("access").map(AccessSettings::check);
        let access = access.transpose()?;
        let origins = fields.take("cors").map(origins::check).transpose()?;
        let list = fields.need("callers")?.list()?;
        if list.is_empty() {
            return Err(PolicyProblem::at("callers", "lists nobody"));
        }
        let mut shared = Shared::default();
        let mut callers = Vec::new();
        for place in list {
            callers.push(Caller::check(place, access.as_ref(), &mut shared)?);
        }
        Ok(Self {
            access,
            callers,
            operators: operators(fields.items("operators")?, &mut shared)?,
            origins: origins.unwrap_or_default(),
        })
    }

    /// The caller whose secret this is. Looks at every hash of every caller, in constant time.
    pub fn authenticate(&self, secret: &str) -> Option<&Caller> {
        let hash = secrets::hash(secret);
        let mut found = u32::MAX;
        for (index, caller) in (0..).zip(&self.callers) {
            found = u32::conditional_select(&found, &index, caller.secrets.contain(&hash));
        }
        self.callers.get(usize::try_from(found).ok()?)
    }

    /// The caller with this Access identity: the e-mail address, in lower case, or the common name of
    /// a token that has been verified. Names that differ in the case of a letter are two.
    pub fn by_access_identity(&self, identity: &str) -> Option<&Caller> {
        let mut callers = self.callers.iter();
        callers.find(|caller| caller.identities.iter().any(|own| own == identity))
    }

    /// The caller with this name, where it may come over a service binding.
    pub fn by_binding(&self, name: &str) -> Option<&Caller> {
        self.by_name(name).filter(|caller| caller.binding)
    }

    /// Whose Access tokens count; `None` where nobody's do.
    pub fn access(&self) -> Option<&AccessSettings> {
        self.access.as_ref()
    }

    /// Whether a page of this origin, as its `Origin` header has it, may read answers.
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|allowed| allowed == origin)
    }

    /// Whether this is an operator's secret. Looks at every hash, in constant time.
    pub fn is_operator(&self, secret: &str) -> bool {
        let hash = secrets::hash(secret);
        let any = |seen: Choice, operator: &Operator| seen | operator.secrets.contain(&hash);
        let operators = self.operators.iter();
        operators.fold(Choice::from(0), any).into()
    }

    /// The caller with this name: a name is no proof that it is the caller who asks.
    pub(super) fn by_name(&self, name: &str) -> Option<&Caller> {
        self.callers.iter().find(|caller| caller.name() == name)
    }

    pub(super) fn callers(&self) -> &[Caller] {
        &self.callers
    }

    pub(super) fn operators(&self) -> impl Iterator<Item = &str> {
        self.operators.iter().map(|operator| operator.name.as_str())
    }

    pub(super) fn origins(&self) -> &[String] {
        &self.origins
    }
}

const FIELDS: &[&str] = &["$schema", "access", "cors", "operators", "callers"];

fn operators(list: Vec<Place>, shared: &mut Shared) -> Result<Vec<Operator>, PolicyProblem> {
    let mut names = Unique::default();
    let mut operator = |place: Place| {
        let mut fields = place.fields(&["name", "secret_sha256"])?;
        let name = fields.need("name")?.text_once(&mut names, name)?;
        let secrets = Secrets::check(fields.need("secret_sha256")?, &mut shared.hashes)?;
        Ok(Operator { name, secrets })
    };
    list.into_iter().map(&mut operator).collect()
}

#[cfg(test)]
mod tests;
