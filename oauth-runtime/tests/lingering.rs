//! Secrets in answers are gone from memory with the token that they came with. What has been freed is looked for in this
//! process's own memory, as Linux shows it.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::FileExt as _;

use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyName, AnyProvider, AnyScope, Client, FieldValues, Fields, NoFields, NoVariables, NoVariant,
    Provider, Secret, Step, Token, grants,
};
use support::{Script, TestClock, any};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants {
        client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    calls: &[Call {
        name: "account",
        when: CallTime::Connected,
        url: Template::text("https://some.example/account"),
        fields: &[Field::secret("key")],
        ..Call::STANDARD
    }],
    ..ProviderSpec::STANDARD
};

/// The letters of a secret. It stands in memory only where it was put together.
fn letter(of: u8, place: usize) -> u8 {
    let mixed =
        (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) ^ u64::from(of);
    b'a' + u8::try_from(mixed.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 40 & 0xf).unwrap()
}

const LENGTH: usize = 200;

/// A text with secrets where it has `1`, `2` … in its quotes, in one piece of memory.
fn with_secrets(text: &str) -> Vec<u8> {
    let mut body = Vec::with_capacity(text.len() + 9 * LENGTH);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            body.extend((0..LENGTH).map(|place| letter(byte, place)));
        } else {
            body.push(byte);
        }
    }
    body
}

/// How often this process's memory has that secret, or the end of it: its beginning is overwritten when it is freed.
fn found(of: u8) -> usize {
    let end: Vec<u8> = (LENGTH / 2..LENGTH).map(|place| letter(of, place) ^ 0xff).collect();
    let mut maps = String::new();
    File::open("/proc/self/maps").unwrap().read_to_string(&mut maps).unwrap();
    let memory = File::open("/proc/self/mem").unwrap();
    let mut count = 0;
    let mut part = vec![0; 1 << 20];
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ').unwrap();
        let (from, to) = range.split_once('-').unwrap();
        let number = |text| u64::from_str_radix(text, 16).unwrap();
        let (mut from, to) = (number(from), number(to));
        while from < to {
            let length = part.len().min(usize::try_from(to - from).unwrap());
            let Ok(read) = memory.read_at(&mut part[..length], from) else { break };
            let is_it = |window: &[u8]| window.iter().zip(&end).all(|(a, b)| *a == *b ^ 0xff);
            let begins = memchr::memchr_iter(end[0] ^ 0xff, &part[..read]);
            let windows = begins.filter_map(|at| part[..read].get(at..at + end.len()));
            count += windows.filter(|window| is_it(window)).count();
            // It is memory of this process, too.
            part[..read].fill(0);
            from += read as u64;
        }
    }
    count
}

/// The token of this answer, and of one more.
fn token(client: &Client<AnyProvider>, body: &str) -> Token<AnyProvider> {
    let mut steps = client.client_credentials().steps().unwrap();
    for body in [body, r#"{"key":"5"}"#] {
        assert!(matches!(steps.step().unwrap(), Step::Send(_)));
        steps.answer(http::Response::new(with_secrets(body))).unwrap();
    }
    let Step::Done(token) = steps.step().unwrap() else { panic!("it is not done") };
    token
}

/// Fields of the provider's own that hold secrets deep inside. Where one is `ELSEWHERE`, the answer is read as a whole
/// document, and otherwise in one pass.
#[derive(Debug, Clone)]
struct Held<const ELSEWHERE: bool> {
    one: Option<Inner>,
    keys: Vec<Secret>,
    all: Vec<Inner>,
    far: Option<Secret>,
}

impl<const ELSEWHERE: bool> Fields for Held<ELSEWHERE> {
    const FIELDS: &'static [Field] = &[
        Field::object("one", Inner::FIELDS),
        Field::list("keys", &FieldKind::Secret),
        Field::list("all", &FieldKind::Object(Inner::FIELDS)),
        if ELSEWHERE { Field::secret("far").at("one.far") } else { Field::secret("far") },
    ];

    fn read(values: &mut FieldValues) -> Self {
        Self {
            one: values.object(0),
            keys: values.list(1, FieldValues::secret),
            all: values.list(2, FieldValues::object),
            far: values.secret(3),
        }
    }
}

#[derive(Debug, Clone)]
struct Inner {
    key: Secret,
    keys: Vec<Secret>,
}

impl Fields for Inner {
    const FIELDS: &'static [Field] =
        &[Field::secret("key").required(), Field::list("keys", &FieldKind::Secret)];

    fn read(values: &mut FieldValues) -> Self {
        Self { key: values.required_secret(0), keys: values.list(1, FieldValues::secret) }
    }
}

const fn holding(fields: &'static [Field]) -> ProviderSpec {
    ProviderSpec {
        name: "some",
        title: "Some",
        endpoints: Endpoints {
            token: Some(Template::text("https://some.example/token")),
            ..Endpoints::NONE
        },
        grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
        token: TokenSpec { fields, ..TokenSpec::STANDARD },
        ..ProviderSpec::STANDARD
    }
}

static IN_ONE_PASS: ProviderSpec = holding(Held::<false>::FIELDS);
static AS_A_WHOLE: ProviderSpec = holding(Held::<true>::FIELDS);

#[derive(Debug)]
enum Holding<const ELSEWHERE: bool> {}

impl<const ELSEWHERE: bool> Provider for Holding<ELSEWHERE> {
    fn spec() -> &'static ProviderSpec {
        if ELSEWHERE { &AS_A_WHOLE } else { &IN_ONE_PASS }
    }

    type Scope = AnyScope;
    type Environment = AnyName;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = Held<ELSEWHERE>;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}

impl<const ELSEWHERE: bool> oauth_runtime::OptionalVariables for Holding<ELSEWHERE> {}
impl<const ELSEWHERE: bool> grants::ClientCredentials for Holding<ELSEWHERE> {}

fn nothing_stays_of<const ELSEWHERE: bool>(body: &str) {
    let client = Client::<Holding<ELSEWHERE>>::builder()
        .client_id("my id")
        .client_secret("s&cret")
        .transport(Script::new())
        .clock(TestClock::new())
        .build()
        .unwrap();
    let mut steps = client.client_credentials().steps().unwrap();
    assert!(matches!(steps.step().unwrap(), Step::Send(_)));
    steps.answer(http::Response::new(with_secrets(body))).unwrap();
    let Step::Done(token) = steps.step().unwrap() else { panic!("it is not done") };
    let secrets: Vec<u8> = body.bytes().filter(|it| matches!(it, b'2'..=b'9')).collect();
    for secret in &secrets {
        assert!(found(*secret) > 0, "{}: the test finds nothing", char::from(*secret));
    }
    let mut saved = token.save().into_bytes();
    drop((token, steps));
    let second =
        Token::<Holding<ELSEWHERE>>::restore(std::str::from_utf8(&saved).unwrap()).unwrap();
    saved.fill(0);
    std::hint::black_box(&saved);
    let Held { one, keys, all, far } = second.fields();
    let inner = one.iter().chain(all).flat_map(|it| it.keys.iter().chain([&it.key]));
    assert!(inner.chain(keys).chain(far).all(|secret| secret.expose().len() == LENGTH));
    drop(second);
    for secret in secrets {
        assert_eq!(found(secret), 0, "{} of {body}, {ELSEWHERE}", char::from(secret));
    }
}

/// One test: each would find what the others hold.
#[test]
fn nothing_of_a_token_stays_when_it_is_gone() {
    for body in [
        r#"{"access_token":"1","one":{"key":"2","more":{"deep":"3"}},"keys":["4","5"],"all":[{"key":"6","keys":["7"]}]}"#,
        // What is not as it is declared is kept as it came.
        r#"{"access_token":"1","keys":["4",{"deep":"3"},"5",{"deep":["7"]}]}"#,
        r#"{"access_token":"1","all":[{"key":"6","keys":["5"]},{"more":"7"},{"key":"2","more":"3"}]}"#,
        r#"{"access_token":"1","one":{"key":"2","keys":{"deep":"5"}},"all":[{"key":"3","keys":["4",{"deep":"6"},"7"]}]}"#,
        r#"{"access_token":"1","one":["2"],"keys":{"deep":"3"},"all":"4"}"#,
    ] {
        nothing_stays_of::<false>(body);
        nothing_stays_of::<true>(body);
    }
    // At the end: a refresh token is sent, and is found from then on.
    nothing_of_renewals_stays();
}

fn nothing_of_renewals_stays() {
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    for body in [
        r#"{"access_token":"1","refresh_token":"2","session_key":"3","more":{"deep":"4"}}"#,
        // Read by another reader: there is a list in it.
        r#"{"access_token":"1","refresh_token":"2","session_key":"3","more":[{"deep":"4"}]}"#,
    ] {
        let first = token(&client, body);
        // The first has been sent, and the header that it was in is not ours.
        for secret in b'2'..=b'5' {
            assert!(found(secret) > 0, "{}: the test finds nothing", char::from(secret));
        }
        let mut saved = first.save().into_bytes();
        drop(first);
        let second = Token::<AnyProvider>::restore(std::str::from_utf8(&saved).unwrap()).unwrap();
        saved.fill(0);
        std::hint::black_box(&saved);
        assert!(second.call_members("account").is_some());
        drop(second);
        for secret in b'2'..=b'5' {
            assert_eq!(found(secret), 0, "{} of {body}", char::from(secret));
        }
        // A renewal keeps what its answer leaves out. The refresh token is sent, too.
        let first = token(&client, body);
        let call = client.refresh(&first);
        let renewed = call.read(http::Response::new(with_secrets(r#"{"access_token":"1"}"#)));
        drop((first, call));
        assert!(renewed.unwrap().extra().contains_key("session_key"));
        for secret in b'3'..=b'5' {
            assert_eq!(found(secret), 0, "{} of {body}, renewed", char::from(secret));
        }
    }
}
