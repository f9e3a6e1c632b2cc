//! The rows' names.

macro_rules! row_ids {
    ($($name:ident = $text:literal,)*) => {
        /// The stable name of a diagnosis: what it is about, its row in the table says.
        #[allow(missing_docs, reason = "each is described by its row's cause")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum RowId { $($name,)* }

        impl RowId {
            /// As it is written in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

// In the order of the tables.
row_ids! {
    BadGrantType = "bad_grant_type",
    MalformedAssertion = "malformed_assertion",
    UserNotFound = "user_not_found",
    BadSignature = "bad_signature",
    AccountNotFound = "account_not_found",
    NoVerifier = "no_verifier",
    IatMissing = "iat_missing",
    ExpMissing = "exp_missing",
    TimeWindow = "time_window",
    Audience = "audience",
    UserDeleted = "user_deleted",
    UserLongGone = "user_long_gone",
    Reauth = "reauth",
    DwdClientId = "dwd_client_id",
    DwdNotAuthorized = "dwd_not_authorized",
    AccessDeniedScope = "access_denied_scope",
    AdminPolicy = "admin_policy",
    OrgInternal = "org_internal",
    InvalidClient = "invalid_client",
    DeletedClient = "deleted_client",
    DisabledClient = "disabled_client",
    ScopeEmpty = "scope_empty",
    ScopeParam = "scope_param",
    InternalFailure = "internal_failure",
    IdTokenInstead = "id_token_instead",
    NoCredential = "no_credential",
    BadCredential = "bad_credential",
    ScopeTooSmall = "scope_too_small",
    ApiOff = "api_off",
    GmailMetadata = "gmail_metadata",
    GmailDelegation = "gmail_delegation",
    DirectoryNoAdmin = "directory_no_admin",
    GmailPrecondition = "gmail_precondition",
    GmailMailOff = "gmail_mail_off",
    RateUser = "rate_user",
    Rate = "rate",
}
