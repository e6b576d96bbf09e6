//! How the parameters of a request are written as one text to sign.

/// How a list of parameters is written as one text to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CanonicalQuery {
    /// The order of the pairs.
    pub order: QueryOrder,
    /// Names that are left out, beside the one that carries the signature.
    pub remove: &'static [&'static str],
    /// If not empty, the only names that count; `vk_*` is every name that begins so.
    pub only: &'static [&'static str],
    /// How names and values are written.
    pub values: QueryValues,
    /// What becomes of a name that is there more than once.
    pub repeated: RepeatedNames,
    /// What stands between a name and its value.
    pub pair: &'static str,
    /// What stands between pairs.
    pub join: &'static str,
}

/// The order of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOrder {
    /// `received`: as they came, or as they are sent.
    Received,
    /// `name`: by the bytes of the names; those with the same name as they came.
    Name,
}

/// How names and values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryValues {
    /// `raw`: byte for byte as received.
    Raw,
    /// `decoded`.
    Decoded,
    /// `percent`: decoded, then all but unreserved characters as `%XX` (RFC 3986, 2.3).
    Percent,
    /// `form`: decoded, then as `application/x-www-form-urlencoded`.
    Form,
    /// `delimiters`: decoded, then only `%` and `&` as `%XX`, and `=` in names.
    Delimiters,
}

/// What becomes of a name that is there more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepeatedNames {
    /// `each`: a pair each.
    Each,
    /// `comma`: one pair, the values joined by `,`.
    Comma,
    /// `json`: one pair without the `[]` of its name, the values as a JSON list.
    Json,
}

impl CanonicalQuery {
    /// As received.
    pub const STANDARD: Self = Self {
        order: QueryOrder::Received,
        remove: &[],
        only: &[],
        values: QueryValues::Raw,
        repeated: RepeatedNames::Each,
        pair: "=",
        join: "&",
    };
}
