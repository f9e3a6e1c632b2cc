//! What to do by hand, step by step: in the Admin console and in Google Cloud.

use crate::proto::diagnose::{Facts, RowId};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Which steps belong to a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guide {
    /// The remedy says it all.
    None,
    /// Domain-wide delegation.
    Delegation,
    /// The Workspace's app access control.
    Trust,
    /// A user's licence, and the service Gmail.
    Gmail,
    /// The service account's keys.
    Keys,
    /// The project's APIs.
    Api,
}

impl Guide {
    /// The guide for a row of the table.
    pub(super) fn of_row(id: RowId) -> Self {
        match id {
            RowId::DwdClientId
            | RowId::DwdNotAuthorized
            | RowId::AccessDeniedScope
            | RowId::ScopeTooSmall => Self::Delegation,
            RowId::AdminPolicy => Self::Trust,
            RowId::GmailMailOff => Self::Gmail,
            RowId::BadSignature | RowId::AccountNotFound | RowId::DisabledClient => Self::Keys,
            RowId::ApiOff => Self::Api,
            RowId::BadGrantType
            | RowId::MalformedAssertion
            | RowId::UserNotFound
            | RowId::NoVerifier
            | RowId::IatMissing
            | RowId::ExpMissing
            | RowId::TimeWindow
            | RowId::Audience
            | RowId::UserDeleted
            | RowId::UserLongGone
            | RowId::Reauth
            | RowId::OrgInternal
            | RowId::InvalidClient
            | RowId::DeletedClient
            | RowId::ScopeEmpty
            | RowId::ScopeParam
            | RowId::InternalFailure
            | RowId::IdTokenInstead
            | RowId::NoCredential
            | RowId::BadCredential
            | RowId::GmailMetadata
            | RowId::GmailDelegation
            | RowId::DirectoryNoAdmin
            | RowId::GmailPrecondition
            | RowId::RateUser
            | RowId::Rate => Self::None,
        }
    }

    pub(super) fn steps(self, facts: &Facts) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::Delegation => delegation(facts),
            Self::Trust => trust(facts),
            Self::Gmail => gmail(facts),
            Self::Keys => texts(&[
                "Open https://console.cloud.google.com/iam-admin/serviceaccounts in the project \
                 of the service account.",
                "Choose the service account whose address is client_email in the key file. If it \
                 is not there, it was deleted; if it is disabled, enable it.",
                "Under Keys, look for the key whose ID is private_key_id in the key file.",
                "If it is not there or not active, choose Add key > Create new key > JSON, and \
                 use the file that is downloaded as it is.",
            ]),
            Self::Api => texts(&[
                "Open https://console.cloud.google.com/apis/library in the project of the service \
                 account, which is project_id in the key file.",
                "Search for the API that the error names, and choose Enable.",
                "Wait some minutes, then repeat the call.",
            ]),
        }
    }
}

fn texts(steps: &[&str]) -> Vec<String> {
    steps.iter().map(|step| (*step).into()).collect()
}

fn sign_in(facts: &Facts) -> String {
    let user = facts.user.as_deref().unwrap_or_default();
    match user.split_once('@') {
        Some((_, domain)) => {
            format!("Sign in to https://admin.google.com as a super administrator of {domain}.")
        }
        None => {
            "Sign in to https://admin.google.com as a super administrator of the user's domain."
                .into()
        }
    }
}

fn delegation(facts: &Facts) -> Vec<String> {
    let client_id = match &facts.client_id {
        Some(id) => format!("As Client ID, paste {id}, which is neither an address nor a name."),
        None => "As Client ID, paste the number that is client_id in the key file; Google Cloud \
                 shows it under IAM & Admin > Service accounts. It is neither an address nor a \
                 name."
            .into(),
    };
    let scopes = if facts.scopes.is_empty() {
        "As OAuth scopes, paste all that you ask for, by their full names, with commas between \
         them."
            .into()
    } else {
        format!("As OAuth scopes, paste {}", facts.scopes.join(","))
    };
    let [open, add, authorize, wait] = [
        "Open Security > Access and data control > API controls, and there Manage Domain Wide \
         Delegation.",
        "Choose Add new; where the client ID is listed already, Edit.",
        "Choose Authorize, and compare the list with what you pasted.",
        "Ask for a token again. It works after some minutes, at the latest after 24 hours.",
    ]
    .map(String::from);
    [
        sign_in(facts),
        open,
        add,
        client_id,
        scopes,
        authorize,
        wait,
    ]
    .into()
}

fn trust(facts: &Facts) -> Vec<String> {
    let client_id = facts.client_id.as_deref();
    let client_id = client_id.unwrap_or("the number that is client_id in the key file");
    let [open, set] = [
        "Open Security > Access and data control > API controls, and there Manage app \
         access, which was Manage Third-Party App Access.",
        "Set its access to Trusted, for the organisational unit of the user.",
    ]
    .map(String::from);
    let add = format!("Choose Configure new app, and search for {client_id}.");
    [sign_in(facts), open, add, set].into()
}

fn gmail(facts: &Facts) -> Vec<String> {
    let user = facts.user.as_deref().unwrap_or("the user");
    [
        sign_in(facts),
        format!("Open Directory > Users > {user} > Licenses, and assign one that includes Gmail."),
        "Open Apps > Google Workspace > Gmail > Service status, and switch it on for the \
         organisational unit of the user."
            .into(),
        "Wait until the mailbox opens at https://mail.google.com, then repeat the call.".into(),
    ]
    .into()
}
