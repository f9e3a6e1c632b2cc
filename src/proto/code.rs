//! The stable names of errors: what programs may branch on.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
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
        }
    };
}

codes! {
    /// Google: a scope or service is not authorised.
    AccessDenied = "access_denied",
    /// Google: the Workspace's API access control blocks the client.
    AdminPolicyEnforced = "admin_policy_enforced",
    /// The Worker: an API did not answer.
    ApiUnreachable = "api_unreachable",
    /// The Worker: the request's body or headers are not what the route takes.
    BadRequest = "bad_request",
    /// Google: the OAuth client was deleted.
    DeletedClient = "deleted_client",
    /// Google: the service account or its key is disabled.
    DisabledClient = "disabled_client",
    /// The npm package: the minter was disposed of.
    Disposed = "disposed",
    /// The random source failed.
    EntropyUnavailable = "entropy_unavailable",
    /// The npm package: a token would go out in the clear.
    InsecureUrl = "insecure_url",
    /// A fault of edgemint's own.
    Internal = "internal",
    /// The audience is no text that an assertion can carry.
    InvalidAudience = "invalid_audience",
    /// Google: the OAuth client or the assertion is set up wrongly.
    InvalidClient = "invalid_client",
    /// Google: the assertion was refused; the diagnosis says why.
    InvalidGrant = "invalid_grant",
    /// The key file cannot be used.
    InvalidKey = "invalid_key",
    /// The assertion's lifetime is not between a minute and an hour.
    InvalidLifetime = "invalid_lifetime",
    /// The npm package: an option is not what it has to be.
    InvalidOption = "invalid_option",
    /// Google: the token request was malformed.
    InvalidRequest = "invalid_request",
    /// A scope is malformed, or Google does not know it.
    InvalidScope = "invalid_scope",
    /// The configured token endpoint is not one to trust.
    InvalidTokenUri = "invalid_token_uri",
    /// The user is not a mailbox.
    InvalidUser = "invalid_user",
    /// The token endpoint answered 200 with something else than a token response.
    MalformedTokenResponse = "malformed_token_response",
    /// The Worker: the route does not take this method.
    MethodNotAllowed = "method_not_allowed",
    /// The token endpoint answered 200 without an access token.
    NoAccessToken = "no_access_token",
    /// The Worker: a secret or variable is missing or malformed.
    NotConfigured = "not_configured",
    /// The Worker: there is no such route.
    NotFound = "not_found",
    /// Google: the project serves only its own organisation.
    OrgInternal = "org_internal",
    /// The Worker: the body is too large.
    PayloadTooLarge = "payload_too_large",
    /// The Worker: the policy does not grant this.
    PolicyDenied = "policy_denied",
    /// The token endpoint asks for fewer requests.
    RateLimited = "rate_limited",
    /// The Worker: its rate limiter does not answer.
    RateLimiterFailed = "rate_limiter_failed",
    /// The Worker: the request's body did not come in time.
    RequestTimeout = "request_timeout",
    /// A signature did not verify and was not released.
    SignerFault = "signer_fault",
    /// This engine cannot run the signer that was asked for.
    SignerUnsupported = "signer_unsupported",
    /// The token endpoint failed.
    TokenEndpointFailed = "token_endpoint_failed",
    /// The token endpoint did not answer.
    TokenEndpointUnreachable = "token_endpoint_unreachable",
    /// Google refused with an error that is not a known one.
    TokenRefused = "token_refused",
    /// The Worker: the caller asks more often than it may.
    TooManyRequests = "too_many_requests",
    /// The Worker: the caller did not prove who it is.
    Unauthenticated = "unauthenticated",
    /// Google: domain-wide delegation does not cover the request.
    UnauthorizedClient = "unauthorized_client",
    /// The Worker: the body is not JSON.
    UnsupportedMediaType = "unsupported_media_type",
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
