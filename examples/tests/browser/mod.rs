//! A browser, and the user at it.

/// One without any cookies.
pub(crate) fn new() -> reqwest::Client {
    // Another one may have been installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().cookie_store(true).build().unwrap()
}

/// Answers the consent page that the browser shows; what it shows then.
pub(crate) async fn decide(
    browser: &reqwest::Client,
    consent: reqwest::Response,
    decision: &str,
) -> reqwest::Response {
    assert_eq!(consent.status(), 200);
    let at = consent.url().clone();
    let page = consent.text().await.unwrap();
    assert!(page.contains("profile:read"), "{page}");
    let form = between(&page, "name=\"form\" value=\"", "\"");
    let action = at.join(between(&page, "action=\"", "\"")).unwrap();
    let answer = format!("form={form}&scope=profile%3Aread&decision={decision}");
    let answer = browser.post(action).body(answer);
    answer.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap()
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split_once(before).unwrap().1.split_once(after).unwrap().0
}
