//! The hosts of Google's APIs for Workspace, the only ones that the proxy sends a token to.

/// As each API's reference names them; Calendar, Drive and Groups Settings are on `www`.
pub const API_HOSTS: [&str; 24] = [
    "admin.googleapis.com",
    "alertcenter.googleapis.com",
    "chat.googleapis.com",
    "classroom.googleapis.com",
    "cloudidentity.googleapis.com",
    "cloudsearch.googleapis.com",
    "docs.googleapis.com",
    "driveactivity.googleapis.com",
    "drivelabels.googleapis.com",
    "forms.googleapis.com",
    "gmail.googleapis.com",
    "groupsmigration.googleapis.com",
    "keep.googleapis.com",
    "licensing.googleapis.com",
    "meet.googleapis.com",
    "people.googleapis.com",
    "reseller.googleapis.com",
    "script.googleapis.com",
    "sheets.googleapis.com",
    "slides.googleapis.com",
    "tasks.googleapis.com",
    "vault.googleapis.com",
    "workspaceevents.googleapis.com",
    "www.googleapis.com",
];

/// The host as it is on the list; another spelling of it is another host.
pub(super) fn find(host: &str) -> Option<&'static str> {
    API_HOSTS.into_iter().find(|known| *known == host)
}
