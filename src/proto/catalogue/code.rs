//! The codes of errors, and what is true of each: who says it, with which HTTP status the Worker
//! answers, whether to try again, and in words what it means and what to do.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $speaker:ident, $status:literal, $retry:ident
        $(, $cause:literal, $remedy:literal)?;)*) => {
        /// A stable error code, the same in Rust, in JavaScript and in the Worker's JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it is written in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Who says it.
            pub const fn speaker(self) -> Speaker {
                match self { $(Self::$name => Speaker::$speaker,)* }
            }

            /// The HTTP status with which the Worker answers.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// Whether to try again, where nothing more is known.
            pub const fn retry(self) -> Retry {
                match self { $(Self::$name => Retry::$retry,)* }
            }

            /// What is wrong: a sentence. Google's refusals have rows of their own
            /// ([`TOKEN_ENDPOINT`](crate::proto::diagnose::TOKEN_ENDPOINT)), and none here.
            pub const fn cause(self) -> &'static str {
                match self { $(Self::$name => concat!($($cause)?),)* }
            }

            /// What to do: a sentence, or more. None for Google's refusals here either.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$name => concat!($($remedy)?),)* }
            }
        }
    };
}

/// Who says that something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The core, wherever it runs.
    Core,
    /// Google's token endpoint.
    Google,
    /// The npm package.
    Package,
    /// The Worker.
    Worker,
}

/// Whether the same request may succeed when it is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Something has to be changed before.
    Never,
    /// A little later.
    Later,
    /// Within seconds: the minter itself tries again.
    Soon,
}

codes! {
    /// A scope or service is not authorised.
    AccessDenied = "access_denied", Google, 502, Never;
    /// The Workspace's API access control blocks the client.
    AdminPolicyEnforced = "admin_policy_enforced", Google, 502, Never;
    /// An API did not answer.
    ApiUnreachable = "api_unreachable", Worker, 504, Later,
        "The proxy reached no answer of the API.",
        "Try again in a few seconds.";
    /// The request's body or headers are not what the route takes.
    BadRequest = "bad_request", Worker, 400, Never,
        "The request is not what the route takes.",
        "Send {\"user\": \"ada@example.com\", \"scopes\": [\"gmail.readonly\"]} to \
         /v1/token; to the proxy, the header X-Edgemint-User and the path \
         /proxy/<host>/<path>.";
    /// The OAuth client was deleted.
    DeletedClient = "deleted_client", Google, 502, Never;
    /// The service account or its key is disabled.
    DisabledClient = "disabled_client", Google, 502, Never;
    /// The minter was disposed of.
    Disposed = "disposed", Package, 500, Never,
        "The minter was disposed of, and its key wiped.",
        "Make another one, or dispose of it later.";
    /// The random source failed.
    EntropyUnavailable = "entropy_unavailable", Core, 500, Never,
        "The runtime gave no random numbers, without which nothing is signed.",
        "Ask for tokens inside a request handler: a Worker has no randomness at start-up.";
    /// A token would go out in the clear.
    InsecureUrl = "insecure_url", Package, 500, Never,
        "A token would have gone out in the clear.",
        "Use https; plain http only to 127.0.0.1, [::1] or localhost.";
    /// A fault of edgemint's own.
    Internal = "internal", Core, 500, Later,
        "edgemint failed inside; this is a fault of its own.",
        "Try again. If it fails again, please report it with the cause.";
    /// The audience is no text that an assertion can carry.
    InvalidAudience = "invalid_audience", Core, 400, Never,
        "The audience is no text that an assertion can carry.",
        "Give the URL of the service that the token is for, such as https://example.com/.";
    /// The OAuth client or the assertion is set up wrongly.
    InvalidClient = "invalid_client", Google, 502, Never;
    /// The assertion was refused; the diagnosis says why.
    InvalidGrant = "invalid_grant", Google, 502, Never;
    /// The key file cannot be used.
    InvalidKey = "invalid_key", Core, 503, Never,
        "The key file cannot be used.",
        "Use the JSON key file as Google Cloud downloads it, whole, or its base64; let it \
         be inspected to learn which field is damaged.";
    /// The assertion's lifetime is not between a minute and an hour.
    InvalidLifetime = "invalid_lifetime", Core, 503, Never,
        "The assertion's lifetime is not between a minute and an hour.",
        "Give 60 to 3600 seconds, or leave it out.";
    /// An option is not what it has to be.
    InvalidOption = "invalid_option", Package, 500, Never,
        "An option is not what it has to be.",
        "Give what the message names, or leave the option out.";
    /// The token request was malformed.
    InvalidRequest = "invalid_request", Google, 502, Never;
    /// A scope is malformed, or Google does not know it.
    InvalidScope = "invalid_scope", Core, 400, Never,
        "A scope is missing, malformed, or there are too many.",
        "Name scopes as on Google's list of OAuth 2.0 scopes, such as gmail.readonly or \
         https://www.googleapis.com/auth/gmail.readonly.";
    /// The configured token endpoint is not one to trust.
    InvalidTokenUri = "invalid_token_uri", Core, 503, Never,
        "The configured token endpoint is not one to send an assertion to.",
        "Use https://oauth2.googleapis.com/token, or an https URL of your own; plain http \
         only on 127.0.0.1, [::1] or localhost.";
    /// The user is not a mailbox.
    InvalidUser = "invalid_user", Core, 400, Never,
        "The user is not a mailbox.",
        "Give the primary e-mail address of the user the token is for, such as \
         ada@example.com. The word me works only in an API's URL. null, and nothing else, \
         asks for a token of the service account itself.";
    /// The token endpoint answered 200 with something else than a token response.
    MalformedTokenResponse = "malformed_token_response", Core, 502, Never,
        "The token endpoint answered 200 with something that is no token response.",
        "Check that the token endpoint is Google's, and that no proxy changes its \
         answers.";
    /// The route does not take this method.
    MethodNotAllowed = "method_not_allowed", Worker, 405, Never,
        "The route takes another method.",
        "Use the method that the Allow header names.";
    /// The token endpoint answered 200 without an access token.
    NoAccessToken = "no_access_token", Core, 502, Never,
        "The token endpoint answered 200 without an access token, most likely because \
         Google does not know one of the scopes.",
        "Compare each scope with Google's list of OAuth 2.0 scopes.";
    /// A secret or variable is missing or malformed.
    NotConfigured = "not_configured", Worker, 503, Never,
        "The deployment lacks a secret or a variable, or has a malformed one.",
        "Set SERVICE_ACCOUNT_KEY and POLICY with npx wrangler secret put, as the README \
         shows under \"Deploy to Cloudflare\".";
    /// There is no such route.
    NotFound = "not_found", Worker, 404, Never,
        "The deployment has no such path.",
        "Use POST /v1/token, /proxy/<host>/<path> or GET /healthz.";
    /// The project serves only its own organisation.
    OrgInternal = "org_internal", Google, 502, Never;
    /// The body is too large.
    PayloadTooLarge = "payload_too_large", Worker, 413, Never,
        "The body is longer than any honest one.",
        "Send the user and the scopes only: at most 16 KiB.";
    /// The policy does not grant this.
    PolicyDenied = "policy_denied", Worker, 403, Never,
        "The deployment's policy does not allow this caller this user, or one of these \
         scopes.",
        "Ask the operator to allow it in POLICY: npm run policy explains which rule is \
         missing, and the deployment's log names it.";
    /// The token endpoint asks for fewer requests.
    RateLimited = "rate_limited", Core, 503, Soon,
        "Google's token endpoint asks for fewer requests.",
        "Wait, then ask again; keep and reuse tokens.";
    /// Its rate limiter does not answer.
    RateLimiterFailed = "rate_limiter_failed", Worker, 503, Later,
        "The deployment's rate limiter failed, and lets nobody pass meanwhile.",
        "Try again in a few seconds.";
    /// The request's body did not come in time.
    RequestTimeout = "request_timeout", Worker, 408, Later,
        "The request to the deployment began, and its body did not come in time.",
        "Send the body at once; a proxy in between may hold it back.";
    /// A signature did not verify and was not released.
    SignerFault = "signer_fault", Core, 500, Never,
        "The machine, or its memory, made a mistake while it signed.",
        "Try again; if it happens twice, replace the key, and do not trust this machine.";
    /// This engine cannot run the signer that was asked for.
    SignerUnsupported = "signer_unsupported", Core, 500, Never,
        "This engine cannot run the signer that was asked for.",
        "Leave the signer out, and edgemint chooses by itself. Browsers have WebCrypto \
         only in pages that come over https or from localhost.";
    /// The token endpoint failed.
    TokenEndpointFailed = "token_endpoint_failed", Core, 502, Soon,
        "Google's token endpoint failed.",
        "Try again in a few seconds.";
    /// The token endpoint did not answer.
    TokenEndpointUnreachable = "token_endpoint_unreachable", Core, 504, Soon,
        "The token endpoint could not be reached, or did not answer in time.",
        "Check that this machine reaches the token endpoint, then try again.";
    /// Google refused with an error that is not a known one.
    TokenRefused = "token_refused", Google, 502, Never,
        "Google refused, in words that are not in the table.",
        "Read what the token endpoint said; this answer is not a known one.";
    /// The caller asks more often than it may.
    TooManyRequests = "too_many_requests", Worker, 429, Later,
        "The caller asks more often than the deployment lets it.",
        "Wait some seconds; keep tokens and use them until shortly before they expire.";
    /// The caller did not prove who it is.
    Unauthenticated = "unauthenticated", Worker, 401, Never,
        "The caller's secret is missing, or the deployment's policy does not have its \
         hash.",
        "Send the header Authorization: Bearer followed by your secret. The operator \
         lists its SHA-256 in POLICY.";
    /// Domain-wide delegation does not cover the request.
    UnauthorizedClient = "unauthorized_client", Google, 502, Never;
    /// The body is not JSON.
    UnsupportedMediaType = "unsupported_media_type", Worker, 415, Never,
        "The body is not declared as JSON.",
        "Send the header Content-Type: application/json.";
}

impl Code {
    /// The code of an OAuth `error` of the token endpoint.
    pub(crate) fn of_refusal(error: &str) -> Self {
        match error {
            "access_denied" => Self::AccessDenied,
            "admin_policy_enforced" => Self::AdminPolicyEnforced,
            "deleted_client" => Self::DeletedClient,
            "disabled_client" => Self::DisabledClient,
            "internal_failure" => Self::TokenEndpointFailed,
            "invalid_client" => Self::InvalidClient,
            "invalid_grant" => Self::InvalidGrant,
            "invalid_request" | "unsupported_grant_type" => Self::InvalidRequest,
            "invalid_scope" => Self::InvalidScope,
            "org_internal" => Self::OrgInternal,
            "unauthorized_client" => Self::UnauthorizedClient,
            _ => Self::TokenRefused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_sorted_and_distinct() {
        let texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(texts.is_sorted_by(|a, b| a < b), "{texts:?}");
    }
}
