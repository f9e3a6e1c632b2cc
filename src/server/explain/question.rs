/// May this caller have this?
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// The caller's name.
    pub caller: &'a str,
    /// The user to speak for; `None` for the service account itself.
    pub user: Option<&'a str>,
    /// The scopes asked for; with a target they may be left out for all of the route's.
    pub scopes: Option<&'a str>,
    /// For the proxy: the request's method, GET where it is left out.
    pub method: Option<&'a str>,
    /// For the proxy: `/proxy/<host>/<path>`.
    pub target: Option<&'a str>,
}
