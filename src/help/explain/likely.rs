//! Causes of one and the same answer, the likeliest first. A row without any here has one cause.

use super::context::Token;
use super::steps::Guide;
use crate::proto::diagnose::{DELEGATE, RowId};

/// One of several causes of a row.
pub(super) struct Alternative {
    row: RowId,
    when: When,
    pub(super) cause: &'static str,
    pub(super) remedy: &'static str,
    pub(super) guide: Guide,
}

/// Of which tokens a cause can be.
#[derive(Clone, Copy)]
enum When {
    Any,
    /// The token has no subject, or none is known.
    NoSubject,
    /// The token has a subject, or none is known.
    Subject,
    /// The subject is known to be no Workspace user.
    Consumer,
}

impl When {
    fn fits(self, token: &Token) -> bool {
        let user = token.facts.user.as_deref();
        match self {
            Self::Any => true,
            Self::NoSubject => user.is_none(),
            Self::Subject => !token.subjectless,
            Self::Consumer => user.is_some_and(is_consumer),
        }
    }
}

/// An address of Google's that is in no Workspace.
pub(crate) fn is_consumer(user: &str) -> bool {
    let domain = user.rsplit_once('@').map_or("", |(_, domain)| domain);
    domain.eq_ignore_ascii_case("gmail.com") || domain.eq_ignore_ascii_case("googlemail.com")
}

/// The causes of a row that can be of this token.
pub(super) fn alternatives(
    row: RowId,
    token: &Token,
) -> impl Iterator<Item = &'static Alternative> + '_ {
    let fits = move |found: &&Alternative| found.row == row && found.when.fits(token);
    ALTERNATIVES.iter().filter(fits)
}

const ALTERNATIVES: &[Alternative] = &[
    Alternative {
        row: RowId::GmailPrecondition,
        when: When::NoSubject,
        cause: "The token has no subject: it speaks for the service account itself, which has no \
                mailbox, no calendar and no contacts.",
        remedy: "Mint the token on behalf of a user, whose address is the assertion's sub.",
        guide: Guide::None,
    },
    Alternative {
        row: RowId::GmailPrecondition,
        when: When::Subject,
        cause: "There is no Gmail mailbox for {user}: no licence includes one, or Gmail is \
                switched off.",
        remedy: "Assign a licence with Gmail to {user}, and switch Gmail on.",
        guide: Guide::Gmail,
    },
    Alternative {
        row: RowId::GmailPrecondition,
        when: When::Subject,
        cause: "The mail of {user} is hosted elsewhere than at Google.",
        remedy: "Look where the MX records of the domain lead; Gmail's API reads mail that is \
                 delivered to Google only.",
        guide: Guide::None,
    },
    Alternative {
        row: RowId::GmailPrecondition,
        when: When::Subject,
        cause: "Now and then this passes by itself.",
        remedy: "Repeat the call once.",
        guide: Guide::None,
    },
    delegation(
        When::Consumer,
        "{user} is a consumer account, which is in no Workspace: nobody can delegate it.",
        "Ask for a user of the Workspace.",
        Guide::None,
    ),
    delegation(
        When::Any,
        "The numeric client ID of the service account is not listed for domain-wide delegation.",
        DELEGATE,
        Guide::Delegation,
    ),
    delegation(
        When::Any,
        "A scope is missing in the list, or is spelt differently there: Google compares exact \
         texts, and refuses all where one is missing.",
        "Compare the entry of client ID {client_id} with exactly these scopes: {scopes}.",
        Guide::None,
    ),
    delegation(
        When::Any,
        "The entry is in the Admin console of another Workspace than that of {user}.",
        "Have an administrator of the domain of {user} add it.",
        Guide::None,
    ),
    delegation(
        When::Any,
        "The entry is new, and not yet in effect.",
        "Wait some minutes, at most 24 hours.",
        Guide::None,
    ),
    Alternative {
        row: RowId::DirectoryNoAdmin,
        when: When::NoSubject,
        cause: "The token has no subject, and the service account is no administrator.",
        remedy: "Mint the token on behalf of an administrator of the domain.",
        guide: Guide::None,
    },
    Alternative {
        row: RowId::DirectoryNoAdmin,
        when: When::Subject,
        cause: "The token speaks for {user}, and administrators alone may call the Directory API.",
        remedy: "Mint the token for an administrator of the domain, or give {user} an \
                 administrator's role.",
        guide: Guide::None,
    },
    Alternative {
        row: RowId::GmailDelegation,
        when: When::NoSubject,
        cause: "The token has no subject, and the Gmail URL names a user.",
        remedy: "Mint the token on behalf of that user, and use me as userId.",
        guide: Guide::None,
    },
    Alternative {
        row: RowId::GmailDelegation,
        when: When::Subject,
        cause: "The userId in the Gmail URL is not the user the token speaks for.",
        remedy: "Use me as userId, or the very address the token was minted for, that of {user}.",
        guide: Guide::None,
    },
];

const fn delegation(
    when: When,
    cause: &'static str,
    remedy: &'static str,
    guide: Guide,
) -> Alternative {
    Alternative {
        row: RowId::DwdClientId,
        when,
        cause,
        remedy,
        guide,
    }
}
