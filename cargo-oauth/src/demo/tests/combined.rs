//! What two keys of a file make together, each of which is played well alone.

use super::played;

pub(super) const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
    authorization = \"https://acme.example/a\"\ntoken = \"https://acme.example/t\"\n";

/// What is told of such a provider, which is played as it declares.
#[track_caller]
pub(super) fn told(rest: &str) -> String {
    played(&format!("{HEAD}{rest}")).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// That this is told.
#[track_caller]
pub(super) fn tells(rest: &str, expected: &str) {
    let told = told(rest);
    assert!(told.contains(expected), "`{expected}` is not told:\n{told}");
}

const API: &str = "api = \"https://api.acme.example\"\n";

/// Its key is the secret: a client that has a key of its own besides would sign with that.
#[test]
fn a_secret_signs_where_no_key_is_declared() {
    for (ways, algorithm) in [
        ("\"client_secret_jwt\"", "HS256"),
        ("[\"none\", \"client_secret_jwt\"]", "HS256"),
        ("[\"client_secret_jwt\", \"private_key_jwt\"]", "ES256"),
    ] {
        let client = format!("[client]\nauthentication = {ways}\n[grants.client_credentials]\n");
        tells(&client, &format!("client_assertion=‹signed: {algorithm} "));
    }
    let own = "[client]\nauthentication = \"client_secret_jwt\"\n[grants.client_credentials]\n\
        request = { authentication = \"private_key_jwt\" }\n";
    tells(own, "client_assertion=‹signed: ES256 ");
}

/// An ID token came through the browser, and who asks the API first asks for the keys to verify it.
#[test]
fn the_call_of_the_api_is_looked_at_and_not_what_goes_before() {
    let told = told(&format!(
        "{API}issuer = \"https://acme.example\"\njwks = \"https://acme.example/keys\"\n\
         [grants.authorization_code]\n[grants.implicit]\n[id_token]\n[scopes]\ndefault = [\"openid\"]\n"
    ));
    let (_, implicit) = told.split_once("implicit the token").expect("the flow");
    let call = "GET https://acme.example/keys → GET https://api.acme.example/me";
    assert!(implicit.contains(call), "{told}");
    assert!(implicit.contains("200; sent as declared, `Bearer {access_token}`"), "{told}");
}

/// A list is a list in JSON.
#[test]
fn several_resources_are_asked_for_in_json() {
    tells(
        "[token_request]\nparameters_in = \"json\"\n[grants.authorization_code]\nresource = true\n",
        "\"resource\": [\"https://api.sample.example\",\"https://files.sample.example\"]",
    );
}

/// Of what is received, the parameters are those of the query and of a form.
#[test]
fn a_webhook_that_signs_its_parameters_has_some() {
    let told = told(
        "[grants.client_credentials]\n[webhooks.v1]\nin = { header = \"x-s\" }\nalgorithm = \"hmac-sha256\"\n\
         message = \"{request.parameters}\"\n",
    );
    let delivery = "x-s: ‹signature› event=sample ✓ the signature is right";
    assert!(told.contains(delivery), "{told}");
}

/// Nobody has bound it to the client's key, so the client shows it as what it is.
#[test]
fn a_token_made_by_hand_is_a_bearer_token() {
    let told = told(&format!(
        "{API}[client]\ndpop = \"ES256\"\n[grants.client_credentials]\n[grants.personal_access_token]\n"
    ));
    let (own, by_hand) = told.split_once("personal_access_token a token").expect("both flows");
    assert!(own.contains("sent as declared, `DPoP {access_token}`"), "{told}");
    assert!(by_hand.contains("sent as declared, `Bearer {access_token}`"), "{told}");
    assert!(by_hand.contains("another one, revoked: GET /me 401"), "{told}");
}

/// A redirect has no depth: of a token in an object the names are those of the standard there.
#[test]
fn an_implicit_token_is_flat() {
    for (token, expected) in [
        ("access_token = \"t.a\"", " access_token=at_"),
        ("root = \"data\"\naccess_token = \"key\"", " access_token=at_"),
        ("access_token = \"key\"", " key=at_"),
    ] {
        tells(&format!("[grants.implicit]\n[token]\n{token}\n"), expected);
    }
}

/// A token from a redirect is one to revoke only when the calls that belong to it were made.
#[test]
fn what_belongs_to_a_token_is_there_before_it_is_revoked() {
    let file = |grants: &str, when: &str| {
        format!(
            "revocation = \"https://acme.example/r\"\napi = \"https://{{calls.c.dc}}.acme.example\"\n{grants}\
             [calls.c]\nwhen = \"connected\"\n{when}url = \"https://acme.example/c\"\n\
             fields.dc = {{ type = \"label\", required = true }}\n"
        )
    };
    let ended = "✓ the provider has revoked it ✓ used all the same: GET /me 401";
    tells(&file("[grants.implicit]\n", ""), ended);
    // After a code nothing of that is asked, so there is no address to call.
    let grants = "[grants.authorization_code]\n[grants.password]\n";
    let told = told(&file(grants, "grants = [\"password\"]\n"));
    assert!(told.contains("✓ the provider has revoked it") && !told.contains(ended), "{told}");
}

/// Its refresh token is worth nothing any more, and what it has itself still is.
#[test]
fn a_client_asks_again_for_itself_after_a_revocation() {
    tells(
        &format!(
            "{API}revocation = \"https://acme.example/r\"\n[grants.client_credentials]\n\
             renew = \"refresh_token\"\n[grants.refresh_token]\n"
        ),
        "GET /me 401 invalid_token, POST /t 400 invalid_grant, POST /t 200, GET /me 200; the client has asked",
    );
}

/// It is whole with its first call, which is told as its renewal is.
#[test]
fn an_implicit_token_is_renewed_when_it_is_whole() {
    let file = format!(
        "{API}issuer = \"https://acme.example\"\njwks = \"https://acme.example/keys\"\n[id_token]\n\
         [grants.implicit]\nrenew = \"refresh_token\"\n[grants.refresh_token]\n[token]\nlifetime = \"8h\"\n"
    );
    tells(&file, "✓ renewed 30 s before its end, the application told: POST /t 200, GET /me 200");
}

/// It comes as the answers do that were asked for.
#[test]
fn a_form_comes_unasked() {
    tells(
        "[grants.authorization_code]\nresponse_mode = \"form_post\"\n[callback]\n\
         state = { use = \"provider_initiated\" }\n",
        "← POST https://app.example/callback (as a form; without having been asked) code=",
    );
    tells(
        "[grants.authorization_code]\nresponse_mode = \"fragment\"\n[callback]\n\
         state = { use = \"provider_initiated\" }\n",
        "✓ accepted by the method for it",
    );
}

/// A form has no depth, and neither has a redirect: names with dots are written as they are.
#[test]
fn names_with_dots_are_names_where_there_is_no_depth() {
    let fields = "[token.fields.who]\npath = \"user.id\"\nrequired = true\n\
        [token.fields.kind]\npath = \"user.kind\"\nwhen = { \"user.is\" = \"x\" }\n";
    let form = "[grants.password]\n[token]\nformat = \"form\"\naccess_token = \"t.a\"\n";
    let told = told(&format!("{form}{fields}"));
    for expected in [" t.a=at_", " user.id=sample-who", " user.is=x ", " user.kind=sample-kind"] {
        assert!(told.contains(expected), "`{expected}` is not told:\n{told}");
    }
    tells(&format!("[grants.implicit]\n{fields}"), " user.id=sample-who");
}

/// `renew` is what a session does, and not what there is.
#[test]
fn an_application_refreshes_what_no_session_renews() {
    let file = |grants: &str| format!("{grants}renew = \"none\"\n[grants.refresh_token]\n");
    let note =
        "with its refresh token the application asks for another one → POST https://acme.example/t";
    tells(&file("[grants.authorization_code]\n"), note);
    // Where some tokens are renewed with one, the others have none.
    let told = told(&file("[grants.password]\n[grants.authorization_code]\n"));
    assert!(told.contains("✓ renewed ") && !told.contains(note), "{told}");
}

/// What only a callback tells, other grants do not know: their tokens are not for that address.
#[test]
fn an_api_that_takes_what_a_grant_does_not_bring() {
    let told = told(
        "api = \"https://{callback.shop}.acme.example\"\n[grants.authorization_code]\n\
         [grants.client_credentials]\n[grants.personal_access_token]\n[callback.fields.shop]\n\
         type = \"label\"\nrequired = true\n",
    );
    for grant in ["client_credentials", "personal_access_token"] {
        let note = format!(
            "the API is not called: it takes `{{callback.shop}}`, which no token of `{grant}` has"
        );
        assert!(told.contains(&note), "{told}");
    }
    assert!(told.contains("200; sent as declared, `Bearer {access_token}`"), "{told}");
}

/// One member is a text or an object: the description stands where it leaves the code alone, or nowhere.
#[test]
fn a_refusal_has_its_code_wherever_the_description_may_be() {
    for places in ["[\"error.message\", \"error_description\"]", "\"error.message\""] {
        let told = told(&format!(
            "{API}revocation = \"https://acme.example/r\"\n[grants.authorization_code]\n\
             [grants.refresh_token]\n[errors]\ndescription = {places}\n"
        ));
        let ended = "used all the same: GET /me 401 invalid_token, POST /t 400 invalid_grant;";
        assert!(told.contains(ended), "{told}");
    }
}

/// A client that asks for itself gets no refresh token; another grant gives the one that is sent.
#[test]
fn a_variant_refreshes_a_token_of_a_grant_that_can() {
    let variant = "[variants.json]\nparameters_in = \"json\"\n";
    for (grants, with) in [
        (
            "[grants.client_credentials]\n[grants.jwt_bearer]\n[grants.refresh_token]\n",
            "refresh_token",
        ),
        (
            "device_authorization = \"https://acme.example/d\"\n[grants.client_credentials]\n\
             [grants.device_code]\n[grants.refresh_token]\n",
            "refresh_token",
        ),
        (
            "[grants.client_credentials]\n[grants.implicit]\n[grants.refresh_token]\n",
            "client_credentials",
        ),
    ] {
        let note = format!("a `{with}` request goes as a form to https://acme.example/t");
        tells(&format!("{grants}{variant}"), &note);
    }
}

/// That it never ends is declared, whatever tells it of other tokens.
#[test]
fn nobody_asks_when_a_token_expires_that_never_does() {
    let file = |expiry: &str| {
        let told = told(&format!(
            "{API}introspection = \"https://acme.example/i\"\n[grants.client_credentials]\n\
             [grants.personal_access_token]\nexpiry = \"{expiry}\"\n[token]\nexpiry = \"introspection\"\n"
        ));
        let (_, by_hand) = told.split_once("personal_access_token a token").expect("the flow");
        let (by_hand, _) = by_hand.split_once("introspection what").expect("what follows");
        by_hand.contains("POST https://acme.example/i")
    };
    assert!(file("chosen") && !file("never"));
}

/// There is no token in it, and it is signed as every answer is.
#[test]
fn an_answer_without_a_token_is_signed_too() {
    tells(
        "[grants.authorization_code]\n[grants.refresh_token]\nsame_token = true\n[token]\nlifetime = \"30d\"\n\
         [token.signature]\nalgorithm = \"hmac-sha256\"\nkey = \"client_secret\"\n\
         message = \"{request.json.issued}\"\nin = { json = \"signature\" }\n",
        "✓ renewed 30 s before its end, the application told: POST /t 200",
    );
}

#[test]
fn a_refresh_token_outlives_what_it_renews() {
    let file = format!(
        "{API}[grants.authorization_code]\n[grants.refresh_token]\n[token]\nlifetime = \"60d\"\n\
         refresh_token_expiry = {{ in = \"refresh_expires_in\" }}\n"
    );
    tells(&file, "✓ renewed 30 s before its end");
}

/// A code that goes into a query has characters that a redirect escapes.
#[test]
fn a_forged_code_is_another_one_however_it_is_written() {
    let file = "[grants.authorization_code]\npkce = \"none\"\n\
                authorization_request = { omit = [\"state\"] }\nrequest = { parameters_in = \"query\" }\n\
                [callback.signature]\nparameter = \"signature\"\nalgorithm = \"hmac-sha256\"\n\
                key = \"client_secret\"\nmessage = \"raw-query\"\nencoding = \"hex\"\n";
    tells(file, "✓ forged, with another code: ");
}
