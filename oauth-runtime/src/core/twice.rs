//! Parameters of a call that the declaration adds, too.

use http::Uri;

use super::recipe::Recipe;
use crate::error::Error;

/// The address without the parameters that are added to every query: links to a next page carry them, with the token of
/// that time.
pub(super) fn without(uri: &Uri, added: &Recipe) -> Result<Uri, Error> {
    let Some(query) = uri.query().filter(|query| query.split('&').any(|pair| is_in(pair, added)))
    else {
        return Ok(uri.clone());
    };
    let whole = uri.to_string();
    let start = whole.strip_suffix(query).unwrap_or(&whole).trim_end_matches('?');
    let mut text = start.to_owned();
    for (index, pair) in query.split('&').filter(|pair| !is_in(pair, added)).enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(pair);
    }
    Uri::try_from(text).map_err(|_| Error::configuration("the URL of the call cannot be used"))
}

/// Refuses a form that has one of them.
pub(super) fn refuse(form: &[u8], added: &Recipe) -> Result<(), Error> {
    let mut pairs = form.split(|byte| *byte == b'&');
    match pairs.find_map(|pair| Some(std::str::from_utf8(pair).ok()?).filter(|it| is_in(it, added)))
    {
        None => Ok(()),
        Some(pair) => Err(Error::configuration(format!(
            "`{}` is put into the body of every call: leave it out of yours",
            crate::error::shown(&name(pair))
        ))),
    }
}

fn is_in(pair: &str, added: &Recipe) -> bool {
    added.has(&name(pair))
}

fn name(pair: &str) -> String {
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs.next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}
