//! edgemint's own errors, by their code, or by how their message begins.

use crate::proto::code::Code;
use crate::proto::text::find;

/// One code that is no error of Google's.
pub(super) struct Own {
    pub(super) code: Code,
    /// What its messages begin with.
    marks: &'static [&'static str],
    pub(super) cause: &'static str,
    pub(super) remedy: &'static str,
    pub(super) retry: bool,
}

impl Own {
    pub(super) fn by_code(code: &str) -> Option<&'static Self> {
        OWN.iter().find(|own| own.code.as_str() == code)
    }

    /// The first message in the text, and where it begins.
    pub(super) fn by_message(text: &str) -> Option<(&'static Self, usize)> {
        let found = OWN.iter().filter_map(|own| {
            let places = own.marks.iter().filter_map(|mark| find(text, mark));
            Some((own, places.min()?))
        });
        found.min_by_key(|(_, place)| *place)
    }
}

const ONCE: bool = false;
const AGAIN: bool = true;

const fn own(
    code: Code,
    marks: &'static [&'static str],
    retry: bool,
    cause: &'static str,
    remedy: &'static str,
) -> Own {
    Own {
        code,
        marks,
        cause,
        remedy,
        retry,
    }
}

const OWN: &[Own] = &[
    own(
        Code::ApiUnreachable,
        &["The API did not answer"],
        AGAIN,
        "The proxy reached no answer of the API.",
        "Try again in a few seconds.",
    ),
    own(
        Code::BadRequest,
        &[
            "The body is not a token request",
            "A request with this method has no body",
            "The target is refused",
            "The request does not say for whom it is",
        ],
        ONCE,
        "The request is not what the route takes.",
        "Send {\"user\": \"ada@example.com\", \"scopes\": [\"gmail.readonly\"]} to /v1/token; to \
         the proxy, the header X-Edgemint-User and the path /proxy/<host>/<path>.",
    ),
    own(
        Code::Disposed,
        &["The minter was disposed of"],
        ONCE,
        "The minter was disposed of, and its key wiped.",
        "Make another one, or dispose of it later.",
    ),
    own(
        Code::EntropyUnavailable,
        &["The random source failed"],
        ONCE,
        "The runtime gave no random numbers, without which nothing is signed.",
        "Ask for tokens inside a request handler: a Worker has no randomness at start-up.",
    ),
    own(
        Code::InsecureUrl,
        &["A token is not sent over plain http"],
        ONCE,
        "A token would have gone out in the clear.",
        "Use https; plain http only to 127.0.0.1, [::1] or localhost.",
    ),
    own(
        Code::Internal,
        &["edgemint failed inside"],
        ONCE,
        "edgemint failed inside; this is a fault of its own.",
        "Reload the page or restart the process; please report it with the cause.",
    ),
    own(
        Code::InvalidAudience,
        &["The audience is not a text without blanks"],
        ONCE,
        "The audience is no text that an assertion can carry.",
        "Give the URL of the service that the token is for, such as https://example.com/.",
    ),
    own(
        Code::InvalidKey,
        &["Service account key:"],
        ONCE,
        "The key file cannot be used.",
        "Use the JSON key file as Google Cloud downloads it, whole, or its base64; let it be \
         inspected to learn which field is damaged.",
    ),
    own(
        Code::InvalidLifetime,
        &["The assertion cannot have this lifetime"],
        ONCE,
        "The assertion's lifetime is not between a minute and an hour.",
        "Give 60 to 3600 seconds, or leave it out.",
    ),
    own(
        Code::InvalidOption,
        &["EdgemintError: The option "],
        ONCE,
        "An option is not what it has to be.",
        "Give what the message names, or leave the option out.",
    ),
    own(
        Code::InvalidScope,
        &[
            "Scope number",
            "There is no scope.",
            "There are more than 50 scopes",
        ],
        ONCE,
        "A scope is missing, malformed, or there are too many.",
        "Name scopes as on Google's list of OAuth 2.0 scopes, such as gmail.readonly or \
         https://www.googleapis.com/auth/gmail.readonly.",
    ),
    own(
        Code::InvalidTokenUri,
        &["The token endpoint is not a URL to trust"],
        ONCE,
        "The configured token endpoint is not one to send an assertion to.",
        "Use https://oauth2.googleapis.com/token, or an https URL of your own; plain http only on \
         127.0.0.1, [::1] or localhost.",
    ),
    own(
        Code::InvalidUser,
        &[
            "The user has a character at byte",
            "The user is \"me\"",
            "The user is blank",
            "The user is longer",
            "The user is not an e-mail address",
        ],
        ONCE,
        "The user is not a mailbox.",
        "Give the primary e-mail address of the user the token is for, such as ada@example.com. \
         The word me works only in an API's URL.",
    ),
    own(
        Code::MalformedTokenResponse,
        &["The token endpoint answered 200, but"],
        ONCE,
        "The token endpoint answered 200 with something that is no token response.",
        "Check that the token endpoint is Google's, and that no proxy changes its answers.",
    ),
    own(
        Code::MethodNotAllowed,
        &["This route takes another method"],
        ONCE,
        "The route takes another method.",
        "Use the method that the Allow header names.",
    ),
    own(
        Code::NoAccessToken,
        &["The token endpoint answered 200 without an access token"],
        ONCE,
        "The token endpoint answered 200 without an access token, most likely because Google does \
         not know one of the scopes.",
        "Compare each scope with Google's list of OAuth 2.0 scopes.",
    ),
    own(
        Code::NotConfigured,
        &["This deployment has no", "of this deployment is malformed"],
        ONCE,
        "The deployment lacks a secret or a variable, or has a malformed one.",
        "Set SERVICE_ACCOUNT_KEY and POLICY with npx wrangler secret put, as the README shows \
         under \"Deploy to Cloudflare\".",
    ),
    own(
        Code::NotFound,
        &["There is nothing at this path"],
        ONCE,
        "The deployment has no such path.",
        "Use POST /v1/token, /proxy/<host>/<path> or GET /healthz.",
    ),
    own(
        Code::PayloadTooLarge,
        &["The body is too large"],
        ONCE,
        "The body is longer than any honest one.",
        "Send the user and the scopes only: at most 16 KiB.",
    ),
    own(
        Code::PolicyDenied,
        &["The policy does not allow you this token"],
        ONCE,
        "The deployment's policy does not allow this caller this user, or one of these scopes.",
        "Ask the operator to allow it in POLICY: npm run policy explains which rule is missing, \
         and the deployment's log names it.",
    ),
    own(
        Code::RateLimited,
        &["The token endpoint asks"],
        AGAIN,
        "Google's token endpoint asks for fewer requests.",
        "Wait, then ask again; keep and reuse tokens.",
    ),
    own(
        Code::SignerFault,
        &["A signature did not verify and was thrown away"],
        ONCE,
        "The machine, or its memory, made a mistake while it signed.",
        "Try again; if it happens twice, replace the key, and do not trust this machine.",
    ),
    own(
        Code::SignerUnsupported,
        &[
            "This engine cannot run the signer",
            "The signer asked for is not one",
        ],
        ONCE,
        "This engine cannot run the signer that was asked for.",
        "Leave the signer out, and edgemint chooses by itself. Browsers have WebCrypto only in \
         pages that come over https or from localhost.",
    ),
    own(
        Code::TokenEndpointFailed,
        &["The token endpoint failed with status"],
        AGAIN,
        "Google's token endpoint failed.",
        "Try again in a few seconds.",
    ),
    own(
        Code::TokenEndpointUnreachable,
        &["The token endpoint did not answer"],
        AGAIN,
        "The token endpoint could not be reached, or did not answer in time.",
        "Check that this machine reaches the token endpoint, then try again.",
    ),
    own(
        Code::TokenRefused,
        &["The token endpoint said:"],
        ONCE,
        "Google refused, in words that are not in the table.",
        "Read what the token endpoint said; this answer is not a known one.",
    ),
    own(
        Code::RateLimiterFailed,
        &["The limiter of requests does not answer"],
        AGAIN,
        "The deployment's rate limiter failed, and lets nobody pass meanwhile.",
        "Try again in a few seconds.",
    ),
    own(
        Code::RequestTimeout,
        &["The body did not come within"],
        AGAIN,
        "The request to the deployment began, and its body did not come in time.",
        "Send the body at once; a proxy in between may hold it back.",
    ),
    own(
        Code::TooManyRequests,
        &["You ask more often than you may"],
        AGAIN,
        "The caller asks more often than the deployment lets it.",
        "Wait some seconds; keep tokens and use them until shortly before they expire.",
    ),
    own(
        Code::Unauthenticated,
        &["You did not prove who you are"],
        ONCE,
        "The caller's secret is missing, or the deployment's policy does not have its hash.",
        "Send the header Authorization: Bearer followed by your secret. The operator lists its \
         SHA-256 in POLICY.",
    ),
    own(
        Code::UnsupportedMediaType,
        &["The body is not declared as JSON"],
        ONCE,
        "The body is not declared as JSON.",
        "Send the header Content-Type: application/json.",
    ),
];
