//! One who may ask: how it proves itself, and what it gets.

use super::access::AccessSettings;
use super::place::{Fields, Place};
use super::problem::{PolicyProblem, Unique, name};
use super::route::{self, Route};
use super::secrets::{Hash, Secrets};
use super::users::UserRule;
use crate::proto::scope::ScopeSet;
use crate::proto::subject::Subject;
use crate::proto::user::UserEmail;
use crate::proto::wanted::Delegation;
use http::Method;

/// One who may ask, and for what.
#[derive(Debug)]
pub struct Caller {
    name: String,
    pub(super) secrets: Secrets,
    pub(super) identities: Vec<String>,
    pub(super) binding: bool,
    /// Whether it may have tokens of the service account itself.
    as_service_account: bool,
    users: Vec<UserRule>,
    scopes: ScopeSet,
    routes: Vec<Route>,
}

/// Which rule is missing. For the operator, not for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// No route leads to the host.
    Host,
    /// The routes to this path take other methods.
    Method,
    /// No route to the host covers the path.
    Path,
    /// A scope is not among the caller's.
    Scope,
    /// Nothing lets the caller speak for the service account itself.
    ServiceAccount,
    /// No rule allows the user.
    User,
}

impl Denial {
    /// As it stands in a log line: `host`, `method`, `path`, `scope`, `as_service_account` or `user`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Method => "method",
            Self::Path => "path",
            Self::Scope => "scope",
            Self::ServiceAccount => "as_service_account",
            Self::User => "user",
        }
    }
}

/// What no two of a policy may share.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) hashes: Unique<Hash>,
    identities: Unique<String>,
    names: Unique<String>,
}

impl Caller {
    /// The caller's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether this caller may have the token.
    ///
    /// # Errors
    /// The rule that is missing.
    pub fn may(&self, delegation: &Delegation) -> Result<(), Denial> {
        match &delegation.subject {
            Subject::ServiceAccount if self.as_service_account => {}
            Subject::ServiceAccount => return Err(Denial::ServiceAccount),
            Subject::User(user) => self.user_rule(user).map(drop).ok_or(Denial::User)?,
        }
        if !self.scopes.contains_all(&delegation.scopes) {
            return Err(Denial::Scope);
        }
        Ok(())
    }

    /// The first route for a request to this host and normalised path. The token that goes with it
    /// has to pass [`Caller::may`] as well.
    ///
    /// # Errors
    /// The rule that is missing.
    pub fn route(&self, method: &Method, host: &str, path: &str) -> Result<&Route, Denial> {
        let to_host = || self.routes.iter().filter(|route| route.host() == host);
        let to_path = || to_host().filter(|route| route.covers(path));
        if let Some(route) = to_path().find(|route| route.takes(method)) {
            return Ok(route);
        }
        Err(match (to_host().next(), to_path().next()) {
            (None, _) => Denial::Host,
            (_, None) => Denial::Path,
            _ => Denial::Method,
        })
    }

    /// Which of the rules allows the user.
    pub(in crate::server) fn user_rule(&self, user: &UserEmail) -> Option<(usize, &UserRule)> {
        let mut rules = self.users.iter().enumerate();
        rules.find(|(_, rule)| rule.allows(user))
    }

    pub(in crate::server) const fn may_be_service_account(&self) -> bool {
        self.as_service_account
    }

    pub(in crate::server) fn users(&self) -> &[UserRule] {
        &self.users
    }

    pub(in crate::server) fn scopes(&self) -> &ScopeSet {
        &self.scopes
    }

    pub(in crate::server) fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// How it may prove itself, in words.
    pub(in crate::server) fn proofs(&self) -> Vec<String> {
        let mut proofs = Vec::new();
        match self.secrets.count() {
            0 => {}
            1 => proofs.push("a secret".into()),
            count => proofs.push(format!("one of {count} secrets")),
        }
        let identity = |identity| format!("the Access identity {identity}");
        proofs.extend(self.identities.iter().map(identity));
        if self.binding {
            proofs.push("a service binding".into());
        }
        proofs
    }

    pub(super) fn check(
        place: Place,
        access: Option<&AccessSettings>,
        shared: &mut Shared,
    ) -> Result<Self, PolicyProblem> {
        let mut fields = place.fields(FIELDS)?;
        let name = fields.need("name")?.text_once(&mut shared.names, name)?;
        let secrets = fields.take("secret_sha256");
        let secrets = secrets
            .map(|list| Secrets::check(list, &mut shared.hashes))
            .transpose()?;
        let identities = identities(&mut fields, access, shared)?;
        let binding = fields.take("binding").map_or(Ok(false), Place::flag)?;
        if secrets.is_none() && identities.is_none() && !binding {
            let problem = "cannot prove itself: give it secret_sha256, access or binding";
            return Err(PolicyProblem::at(fields.path(), problem));
        }
        let as_service_account = fields.take("as_service_account");
        let as_service_account = as_service_account.map_or(Ok(false), Place::flag)?;
        let users = users(&mut fields, as_service_account)?;
        let scopes = route::scopes(&mut fields)?;
        let routes = fields.items("proxy")?;
        if users.is_empty() && !routes.is_empty() {
            let problem = "needs users: the proxy sends for users only";
            return Err(PolicyProblem::at(fields.path_of("proxy"), problem));
        }
        let routes = routes.into_iter().map(|route| Route::check(route, &scopes));
        Ok(Self {
            name,
            secrets: secrets.unwrap_or_default(),
            identities: identities.unwrap_or_default(),
            binding,
            as_service_account,
            users,
            routes: routes.collect::<Result<_, _>>()?,
            scopes,
        })
    }
}

const FIELDS: &[&str] = &[
    "name",
    "secret_sha256",
    "access",
    "binding",
    "as_service_account",
    "users",
    "scopes",
    "proxy",
];

/// One that speaks for the service account alone needs no users.
fn users(fields: &mut Fields, as_service_account: bool) -> Result<Vec<UserRule>, PolicyProblem> {
    match fields.take("users") {
        None if as_service_account => Ok(Vec::new()),
        None => Err(fields.missing("users")),
        Some(users) => users.texts(UserRule::parse),
    }
}

fn identities(
    fields: &mut Fields,
    access: Option<&AccessSettings>,
    shared: &mut Shared,
) -> Result<Option<Vec<String>>, PolicyProblem> {
    let Some(list) = fields.take("access") else {
        return Ok(None);
    };
    let Some(access) = access else {
        let problem = "needs the policy's own access, which says whose tokens count";
        return Err(PolicyProblem::at(fields.path_of("access"), problem));
    };
    list.texts_once(&mut shared.identities, |text| access.identity(text))
        .map(Some)
}
