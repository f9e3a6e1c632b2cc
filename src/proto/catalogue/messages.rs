//! Every sentence. What has no remedy of its own here has its code's.

use super::code::{Code, Retry};
use super::message::Message;

macro_rules! messages {
    ($($name:ident = $code:ident, $text:literal $(=> $remedy:expr)? $(, $retry:ident)?;)*) => {
        $(
            pub(crate) const $name: Message = Message {
                code: Code::$code,
                text: $text,
                remedy: either(&[$($remedy)?], Code::$code.remedy()),
                retry: retry(&[$(Retry::$retry)?], Code::$code.retry()),
            };
        )*

        /// All of them.
        pub const MESSAGES: &[Message] = &[$($name,)*];
        /// Their names, in the same order.
        pub const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

const fn either(own: &[&'static str], usual: &'static str) -> &'static str {
    match own {
        [own] => own,
        _ => usual,
    }
}

const fn retry(own: &[Retry], usual: Retry) -> Retry {
    match own {
        [own] => *own,
        _ => usual,
    }
}

const NEW_KEY: &str = "Make a new key under IAM > Service Accounts > Keys > Add key > JSON, and use the \
     file as it is.";
const MATCHING_PRIVATE_KEY: &str = "Give the private key that belongs to it: private_key of the JSON key file that \
     Google Cloud downloaded.";
const KEY_OF_GOOGLES_KIND: &str =
    "Use a 2048-bit RSA key as Google makes them (2048 to 4096 bits, exponent 65537).";
const COPY_AGAIN: &str =
    "Copy private_key again from the downloaded file, whole, from -----BEGIN to END-----.";
const SET_CACHE: &str = "Set CACHE to durable, kv or memory, with the binding USER_TOKENS or TOKENS that \
     wrangler.toml shows for it.";
const SET_POLICY: &str = "Run: npx wrangler secret put POLICY < policy.json, where policy.json lists each \
     caller, the SHA-256 of its secret, its users and its scopes, as the README shows \
     under \"Deploy to Cloudflare\".";
const SET_RATE_LIMIT_FAILS: &str =
    "Set RATE_LIMIT_FAILS to open or closed, or remove it, which means open.";
const SET_KEY: &str = "Run: npx wrangler secret put SERVICE_ACCOUNT_KEY < key.json, where key.json is the \
     key file that Google Cloud downloads.";
const SET_TOKEN_URI: &str =
    "Remove the variable TOKEN_URI to use Google's endpoint, or set it to an https URL.";

messages! {
    // What a token is asked for.
    AUDIENCE = InvalidAudience, "The audience is not a text without blanks.";
    LIFETIME = InvalidLifetime, "The assertion cannot have this lifetime.";
    SCOPE_EMPTY = InvalidScope, "There is no scope.";
    SCOPE_MALFORMED = InvalidScope, "Scope number {position} is malformed.";
    SCOPES_TOO_MANY = InvalidScope, "There are more than 50 scopes, or over 8 KiB of them.";
    USER_BLANK = InvalidUser, "The user is blank.";
    USER_CHARACTER = InvalidUser, "The user has a character at byte {at} that no mailbox name has.";
    USER_ME = InvalidUser, "The user is \"me\", which names nobody to sign for.";
    USER_NOT_AN_ADDRESS = InvalidUser, "The user is not an e-mail address.";
    USER_TOO_LONG = InvalidUser, "The user is longer than an e-mail address can be.";

    // A service account's key file.
    KEY_FILE_ABSENT = InvalidKey, "Service account key: key file is missing or blank."
        => "Give the JSON key file that Google Cloud downloads, or its base64. Where it \
         comes from a secret or an environment variable, see that this is set.";
    KEY_ABSENT = InvalidKey, "Service account key: {field} is missing or blank." => NEW_KEY;
    KEY_CERTIFICATE = InvalidKey,
        "Service account key: {field} is a certificate, not a private key."
        => MATCHING_PRIVATE_KEY;
    KEY_COMPOSITE = InvalidKey,
        "Service account key: {field} is damaged: its p or its q is not a prime number."
        => NEW_KEY;
    KEY_ELLIPTIC_CURVE = InvalidKey,
        "Service account key: {field} is an elliptic-curve key, not an RSA key." => NEW_KEY;
    KEY_ENCRYPTED = InvalidKey, "Service account key: {field} is encrypted with a password."
        => "Take the password off with `openssl pkey -in encrypted.pem -out key.pem`, and \
         put the text of key.pem into private_key.";
    KEY_EXPONENT = InvalidKey,
        "Service account key: {field} has a public exponent other than 65537."
        => KEY_OF_GOOGLES_KIND;
    KEY_FOREIGN_TOKEN_URI = InvalidKey,
        "Service account key: {field} names an endpoint that is not Google's."
        => "Use the key file as Google issued it. For another endpoint, configure tokenUri \
         (in a Worker: TOKEN_URI) yourself.";
    KEY_INCONSISTENT = InvalidKey,
        "Service account key: {field} is damaged: it does not hold that {equation}." => NEW_KEY;
    KEY_NOT_BASE64 = InvalidKey,
        "Service account key: {field} is not base64 between its BEGIN and END lines."
        => COPY_AGAIN;
    KEY_NOT_DER = InvalidKey,
        "Service account key: {field} does not hold one RSA key in PKCS#8 or PKCS#1 form."
        => NEW_KEY;
    KEY_NOT_JSON = InvalidKey,
        "Service account key: {field} is not a JSON object whose fields are text."
        => "Paste the whole JSON key file that Google Cloud downloads, or its base64.";
    KEY_NOT_PEM = InvalidKey,
        "Service account key: {field} is not one PEM block from -----BEGIN to END-----."
        => COPY_AGAIN;
    KEY_OPENSSH = InvalidKey,
        "Service account key: {field} is in OpenSSH's own form, not in PKCS#8 or PKCS#1."
        => "Convert a copy of it with `ssh-keygen -p -N \"\" -m PKCS8 -f key.pem`, and put \
         the text of key.pem into private_key.";
    KEY_PUBLIC = InvalidKey, "Service account key: {field} is a public key, not a private key."
        => MATCHING_PRIVATE_KEY;
    KEY_PUTTY = InvalidKey,
        "Service account key: {field} is in PuTTY's own form, not in PKCS#8 or PKCS#1."
        => "Convert it with `puttygen key.ppk -O private-openssh -o key.pem`, and put the \
         text of key.pem into private_key.";
    KEY_TOO_SMALL = InvalidKey, "Service account key: {field} has {bits} bits; the least is 2048."
        => KEY_OF_GOOGLES_KIND;
    KEY_TOO_LARGE = InvalidKey,
        "Service account key: {field} is larger than any service account's key."
        => KEY_OF_GOOGLES_KIND;
    KEY_TRUNCATED = InvalidKey, "Service account key: {field} ends too early: it was cut."
        => COPY_AGAIN;
    KEY_UNBALANCED = InvalidKey,
        "Service account key: {field} has a prime that is longer than half of its \
         modulus." => NEW_KEY;
    KEY_UNKNOWN_ALGORITHM = InvalidKey, "Service account key: {field} is not a private RSA key."
        => NEW_KEY;
    KEY_UNEXPECTED = InvalidKey, "Service account key: {field} should be {expected}." => NEW_KEY;

    // Signing.
    ENTROPY = EntropyUnavailable, "The random source failed.";
    SIGNER_FAULT = SignerFault, "A signature did not verify and was thrown away.";
    SIGNER_UNSUPPORTED = SignerUnsupported, "This engine cannot run the signer {signer}."
        => "Use the build or the signer for this engine; the npm package chooses by itself.";
    WEBCRYPTO_UNSUPPORTED = SignerUnsupported, "This engine cannot run the signer webcrypto."
        => "Leave the signer out, and edgemint signs by itself. Browsers have WebCrypto only \
         in pages that come over https or from localhost.";

    // The token endpoint.
    TOKEN_URI = InvalidTokenUri, "The token endpoint is not a URL to trust.";
    RESPONSE_MALFORMED = MalformedTokenResponse, "The token endpoint answered 200, but {problem}.";
    RESPONSE_CUT = MalformedTokenResponse,
        "The token endpoint answered 200, but not with a token response.", Soon;
    NO_ACCESS_TOKEN = NoAccessToken, "The token endpoint answered 200 without an access token."
        => "Check that the token endpoint is Google's.";
    RATE_LIMITED = RateLimited, "The token endpoint asks for fewer requests (429).";
    RATE_LIMITED_FOR = RateLimited, "The token endpoint asks to wait {seconds} s (429).";
    ENDPOINT_FAILED = TokenEndpointFailed, "The token endpoint failed with status {status}.";
    ENDPOINT_UNREACHABLE = TokenEndpointUnreachable,
        "The token endpoint did not answer (tried {times}).";
    REFUSED = TokenRefused, "The token endpoint said: {status} {error}.";
    REFUSED_FOR = TokenRefused, "The token endpoint said: {status} {error}: {description}";
    REFUSED_WITHOUT_ERROR = TokenRefused,
        "The token endpoint answered {status} without an OAuth error.";

    // Requests to the Worker.
    API_UNREACHABLE = ApiUnreachable, "The API did not answer.";
    BODY_MALFORMED = BadRequest, "The body is not a token request: {problem}."
        => "Send {\"user\": \"ada@example.com\", \"scopes\": [\"gmail.readonly\"]}.";
    BODY_UNEXPECTED = BadRequest, "A request with this method has no body."
        => "Send GET and HEAD without a body.";
    BODY_LATE = RequestTimeout, "The body did not come within ten seconds.";
    BODY_TOO_LARGE = PayloadTooLarge, "The body is too large.";
    BODY_NOT_DECLARED = UnsupportedMediaType, "The body is not declared as JSON.";
    CALLER_UNKNOWN = Unauthenticated, "You did not prove who you are.";
    LIMITER_FAILED = RateLimiterFailed,
        "The limiter of requests does not answer, and without it none pass.";
    METHOD = MethodNotAllowed, "This route takes another method.";
    PATH = NotFound, "There is nothing at this path.";
    POLICY_DENIED = PolicyDenied, "The policy does not allow you this token."
        => "Ask the operator to allow this user and these scopes for you in POLICY.";
    TARGET = BadRequest, "The target is refused: {problem}."
        => "Use /proxy/<host>/<path> with the host of one of Google's APIs, such as \
         gmail.googleapis.com, and the path as Google documents it.";
    TOO_MANY_REQUESTS = TooManyRequests, "You ask more often than you may.";
    USER_ABSENT = BadRequest, "The request does not say for whom it is."
        => "Send the header X-Edgemint-User with the e-mail address of a user.";
    WORKER_FAILED = Internal, "The Worker failed while it worked on this request."
        => "Try again. If it fails again, the Worker's log holds the reason: please report \
         it.";

    // Settings of the Worker.
    CACHE_ABSENT = NotConfigured, "This deployment has no CACHE." => SET_CACHE;
    CACHE_MALFORMED = NotConfigured, "The CACHE of this deployment is malformed. {problem}"
        => SET_CACHE;
    POLICY_ABSENT = NotConfigured, "This deployment has no POLICY." => SET_POLICY;
    POLICY_MALFORMED = NotConfigured, "The POLICY of this deployment is malformed. {problem}"
        => SET_POLICY;
    RATE_LIMIT_FAILS_ABSENT = NotConfigured, "This deployment has no RATE_LIMIT_FAILS."
        => SET_RATE_LIMIT_FAILS;
    RATE_LIMIT_FAILS_MALFORMED = NotConfigured,
        "The RATE_LIMIT_FAILS of this deployment is malformed. {problem}" => SET_RATE_LIMIT_FAILS;
    SERVICE_ACCOUNT_KEY_ABSENT = NotConfigured, "This deployment has no SERVICE_ACCOUNT_KEY."
        => SET_KEY;
    SERVICE_ACCOUNT_KEY_MALFORMED = NotConfigured,
        "The SERVICE_ACCOUNT_KEY of this deployment is malformed. {problem}" => SET_KEY;
    TOKEN_URI_ABSENT = NotConfigured, "This deployment has no TOKEN_URI." => SET_TOKEN_URI;
    TOKEN_URI_MALFORMED = NotConfigured, "The TOKEN_URI of this deployment is malformed. {problem}"
        => SET_TOKEN_URI;

    // The npm package.
    CREDENTIALS_FAILED = InvalidKey, "The function that gives the credentials failed."
        => "Let it return the key file: its object, its JSON text, or base64 of that.";
    DISPOSED = Disposed, "The minter was disposed of.";
    INSECURE_URL = InsecureUrl, "A token is not sent over plain http.";
    INTERNAL = Internal, "edgemint failed inside; this is a fault of its own.";
    OPTION = InvalidOption, "The option {name} is not {expected}."
        => "Give {expected} as {name}, or leave it out.";
    OPTIONS_UNREADABLE = InvalidOption, "The options cannot be read."
        => "Give a plain object whose properties do not throw; the cause is what one of them \
         has thrown.";
    SIGNER_UNKNOWN = SignerUnsupported, "The signer asked for is not one of edgemint's."
        => "Give \"webcrypto\" as signer, or leave signer out.";
    WASM_FROM_BYTES = SignerUnsupported, "This runtime does not compile WebAssembly from bytes."
        => "In a Cloudflare Worker use \"edgemint\" in the place of \"edgemint/inline\"; in \
         a page let its Content-Security-Policy have 'wasm-unsafe-eval'.";
    WASM_NOT_LOADED = SignerUnsupported, "edgemint's WebAssembly could not be loaded."
        => "Let its .wasm files be where its JavaScript looks for them, and be read. Where a \
         bundler leaves them out, as esbuild does, import edgemint/inline.";
    CACHE_WITHOUT_WEBCRYPTO = InvalidOption,
        "There is no WebCrypto here, and without it a cache would see tokens in the \
         clear."
        => "Leave the option cache out, or serve the page over https or from localhost.";
    KEY_FILE_NOWHERE = InvalidKey, "There is no file system here, so keyFile cannot be read."
        => "Give the file's client_email and private_key as email and key, or the whole of \
         it to fromJSON; in a Worker keep it as a secret.";
    KEY_FILE_UNREADABLE = InvalidKey, "The file that keyFile names cannot be read."
        => "Check its path. Where there are no files: Give the file's client_email and \
         private_key as email and key, or the whole of it to fromJSON; in a Worker keep \
         it as a secret.";
    KEY_FILE_NOT_JSON = InvalidKey, "The key file is no JSON object."
        => "Take the file as Google Cloud gave it.";
    KEY_FILE_TOO_LONG = InvalidKey, "The key file is longer than any is."
        => "Give the service account's key file: it has about 2400 characters.";
}
