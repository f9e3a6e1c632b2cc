//! The rows. Where several match, the first wins: keep the narrower above the wider. Of
//! those that one error has, the likelier stand above the others.

use super::Evidence::{self, Documented, Measured, Reported};
use super::Mark::{Any, Contains, Starts};
use super::row_id::RowId;
use super::{Diagnosis, Mark};

const ONCE: bool = false;
const AGAIN: bool = true;

/// What the token endpoint answers.
pub const TOKEN_ENDPOINT: &[Diagnosis] = &[
    row(
        RowId::BadGrantType,
        ("unsupported_grant_type", &[Starts("invalid grant_type:")]),
        (ONCE, Measured),
        "The grant type is missing or misspelt.",
        "Send grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer as a form field.",
    ),
    row(
        RowId::MalformedAssertion,
        ("invalid_request", &[Starts("bad request")]),
        (ONCE, Measured),
        "The assertion is missing or is not a well-formed JSON Web Token.",
        "Send three base64url parts without padding, form-encoded; a proxy in between may have \
         changed the body.",
    ),
    row(
        RowId::UserNotFound,
        (
            "invalid_grant",
            &[
                Starts("invalid email or user id"),
                Starts("not a valid email"),
            ],
        ),
        (ONCE, Documented),
        "The user does not exist in the Workspace, is suspended, or is an alias or a group.",
        "Use the primary address of an active user in place of {user}.",
    ),
    row(
        RowId::BadSignature,
        ("invalid_grant", &[Starts("invalid jwt signature")]),
        (ONCE, Documented),
        "The key was deleted, disabled, has expired, or belongs to another service account.",
        "Compare private_key_id with the keys listed under IAM > Service Accounts > Keys, and make \
         a new key if it is not there.",
    ),
    row(
        RowId::AccountNotFound,
        (
            "invalid_grant",
            &[Starts("invalid grant: account not found")],
        ),
        (ONCE, Measured),
        "The service account was deleted, or client_email was edited.",
        "Restore or recreate the service account, and use client_email exactly as in its key file.",
    ),
    row(
        RowId::NoVerifier,
        (
            "invalid_grant",
            &[Starts("invalid jwt: no valid verifier found for issuer")],
        ),
        (AGAIN, Reported),
        "The key or the account was made or removed a moment ago.",
        "Wait some seconds and try again; if it lasts, make a new key.",
    ),
    row(
        RowId::IatMissing,
        ("invalid_grant", &[Starts("invalid jwt: iat")]),
        (ONCE, Measured),
        "The assertion has no iat claim.",
        "Set iat to the time of signing, in seconds since 1970.",
    ),
    row(
        RowId::ExpMissing,
        ("invalid_grant", &[Starts("invalid jwt: exp")]),
        (ONCE, Measured),
        "The assertion has no exp claim.",
        "Set exp to at most 3600 seconds after iat.",
    ),
    row(
        RowId::TimeWindow,
        (
            "invalid_grant",
            &[Starts("invalid jwt: token must be a short-lived token")],
        ),
        (ONCE, Documented),
        "The clock of the machine that signs is wrong, or the assertion lives longer than an hour.",
        "Compare the clock with the Date header of the token endpoint's answer and set it right.",
    ),
    row(
        RowId::Audience,
        (
            "invalid_grant",
            &[Starts("invalid jwt: failed audience check")],
        ),
        (ONCE, Measured),
        "The aud claim is not the token endpoint.",
        "Use token_uri as it is in the key file: https://oauth2.googleapis.com/token.",
    ),
    row(
        RowId::UserDeleted,
        ("invalid_grant", &[Starts("the account has been deleted")]),
        (ONCE, Reported),
        "The user was deleted recently.",
        "Restore {user} in the Admin console, or stop asking for this user.",
    ),
    row(
        RowId::UserLongGone,
        ("invalid_request", &[Starts("invalid impersonation")]),
        (ONCE, Reported),
        "The user was deleted long ago, or the address is malformed.",
        "Use the primary address of an active user in place of {user}.",
    ),
    row(
        RowId::Reauth,
        ("invalid_grant", &[Starts("reauth related error")]),
        (ONCE, Reported),
        "A session-control policy of the Workspace asks for a new sign-in.",
        "Exempt the app under Admin console > Security > Google Cloud session control.",
    ),
    row(
        RowId::DwdClientId,
        (
            "unauthorized_client",
            &[Starts(
                "client is unauthorized to retrieve access tokens using this method",
            )],
        ),
        (ONCE, Documented),
        "Domain-wide delegation does not cover this: the numeric client ID is not listed, a scope \
         is missing or spelt differently there, or the user belongs to another domain.",
        DELEGATE,
    ),
    row(
        RowId::DwdNotAuthorized,
        (
            "unauthorized_client",
            &[Starts("unauthorized client or scope in request")],
        ),
        (ONCE, Documented),
        "The service account is not authorised in the domain of the user.",
        DELEGATE,
    ),
    row(
        RowId::AccessDeniedScope,
        ("access_denied", &[Any]),
        (ONCE, Documented),
        "At least one scope is not authorised in the Admin console, or its service is restricted.",
        DELEGATE,
    ),
    row(
        RowId::AdminPolicy,
        ("admin_policy_enforced", &[Any]),
        (ONCE, Documented),
        "The Workspace's API access control blocks this client or scope.",
        "Ask the administrator to trust client ID {client_id} under Admin console > Security > \
         API controls > App access control.",
    ),
    row(
        RowId::OrgInternal,
        ("org_internal", &[Any]),
        (ONCE, Documented),
        "The Google Cloud project serves only users of its own organisation.",
        "Use a service account of the user's organisation, or set the project's audience to \
         external.",
    ),
    row(
        RowId::InvalidClient,
        ("invalid_client", &[Any]),
        (ONCE, Documented),
        "The OAuth client or the assertion is set up wrongly.",
        "Read the description, and compare client_email and client_id with the key file.",
    ),
    row(
        RowId::DeletedClient,
        ("deleted_client", &[Any]),
        (ONCE, Documented),
        "The OAuth client was deleted.",
        "Restore it within 30 days of its deletion, or make a new service account.",
    ),
    row(
        RowId::DisabledClient,
        ("disabled_client", &[Any]),
        (ONCE, Documented),
        "The service account or its key is disabled.",
        "Enable it under IAM > Service Accounts.",
    ),
    row(
        RowId::ScopeEmpty,
        (
            "invalid_scope",
            &[Starts("invalid oauth scope or id token audience provided")],
        ),
        (ONCE, Documented),
        "A scope is empty, malformed or unknown.",
        "Compare each scope with Google's list of OAuth 2.0 scopes: {scopes}.",
    ),
    row(
        RowId::ScopeParam,
        ("invalid_scope", &[Starts("invalid downscoping")]),
        (ONCE, Reported),
        "The scope was sent as a form field.",
        "Send the scopes inside the assertion only.",
    ),
    row(
        RowId::InternalFailure,
        ("internal_failure", &[Any]),
        (AGAIN, Reported),
        "Google's side failed.",
        "Try again after a short wait.",
    ),
    row(
        RowId::IdTokenInstead,
        ("", &[]),
        (ONCE, Measured),
        "Google does not know one of the scopes, and took it for the audience of an ID token.",
        "Compare each scope with Google's list of OAuth 2.0 scopes: {scopes}.",
    ),
];

/// What Gmail, Calendar, People and the Directory answer to a token that was minted well.
pub const API: &[Diagnosis] = &[
    row(
        RowId::NoCredential,
        (
            "UNAUTHENTICATED",
            &[Starts(
                "request is missing required authentication credential",
            )],
        ),
        (ONCE, Measured),
        "The Authorization header did not arrive.",
        "Send the header Authorization: Bearer followed by the token.",
    ),
    row(
        RowId::BadCredential,
        (
            "UNAUTHENTICATED",
            &[
                Starts("request had invalid authentication credentials"),
                Starts("invalid credentials"),
            ],
        ),
        (ONCE, Measured),
        "The token has expired, was revoked, or was cut.",
        "Drop the token, mint a new one, and repeat the call once.",
    ),
    row(
        RowId::ScopeTooSmall,
        (
            "PERMISSION_DENIED",
            &[Starts("request had insufficient authentication scopes")],
        ),
        (ONCE, Reported),
        "The token lacks a scope that this method needs.",
        "Ask for the scope that the method's page lists, and authorise it for client ID \
         {client_id} in the Admin console.",
    ),
    row(
        RowId::ApiOff,
        (
            "PERMISSION_DENIED",
            &[Contains("has not been used in project")],
        ),
        (ONCE, Reported),
        "The API is not enabled in the service account's Google Cloud project.",
        "Enable it under APIs & Services in that project, and wait some minutes.",
    ),
    row(
        RowId::GmailMetadata,
        ("PERMISSION_DENIED", &[Starts("metadata scope")]),
        (ONCE, Reported),
        "The token has the scope gmail.metadata, with which Gmail searches nothing and gives out no \
         bodies, whatever other scopes it has.",
        "Ask for a token without gmail.metadata, within gmail.readonly or another scope of which \
         client ID {client_id} is authorised.",
    ),
    row(
        RowId::GmailDelegation,
        ("PERMISSION_DENIED", &[Starts("delegation denied for")]),
        (ONCE, Reported),
        "The userId in the Gmail URL is not the user the token speaks for.",
        "Use me as userId, or the very address the token was minted for.",
    ),
    row(
        RowId::DirectoryNoAdmin,
        (
            "PERMISSION_DENIED",
            &[Starts("not authorized to access this resource/api")],
        ),
        (ONCE, Reported),
        "The Directory API was called on behalf of somebody who is not an administrator.",
        "Mint the token for an administrator of the domain.",
    ),
    row(
        RowId::GmailPrecondition,
        (
            "FAILED_PRECONDITION",
            &[Starts("precondition check failed")],
        ),
        (ONCE, Reported),
        "Most likely the token has no subject, so it speaks for the service account, which has no \
         mailbox; or the user has no Gmail licence, or the mail is hosted elsewhere.",
        "Mint the token on behalf of a user (the assertion's sub), and check that this user reads \
         mail in Gmail.",
    ),
    row(
        RowId::GmailMailOff,
        ("FAILED_PRECONDITION", &[Starts("mail service not enabled")]),
        (ONCE, Reported),
        "Gmail is switched off for this user.",
        "Switch Gmail on for {user} in the Admin console.",
    ),
    row(
        RowId::RateUser,
        (
            "PERMISSION_DENIED",
            &[
                Starts("user-rate limit exceeded"),
                Contains("rate limit exceeded"),
            ],
        ),
        (AGAIN, Reported),
        "This user's quota for the API is used up for now.",
        "Wait until the time the message names, then try again more slowly.",
    ),
    row(
        RowId::Rate,
        (
            "RESOURCE_EXHAUSTED",
            &[Any, Starts("resource has been exhausted")],
        ),
        (AGAIN, Reported),
        "The API's quota is used up for now.",
        "Wait and try again, each time twice as long.",
    ),
];

pub(crate) const DELEGATE: &str = "In the Admin console of the user's domain, under Security > Access and data \
     control > API controls > Domain-wide delegation, add client ID {client_id} with exactly these \
     scopes: {scopes}. It can take up to 24 hours to take effect.";

const fn row(
    id: RowId,
    (error, marks): (&'static str, &'static [Mark]),
    (retry, evidence): (bool, Evidence),
    cause: &'static str,
    remedy: &'static str,
) -> Diagnosis {
    Diagnosis {
        id,
        cause,
        remedy,
        retry,
        evidence,
        error,
        marks,
    }
}
