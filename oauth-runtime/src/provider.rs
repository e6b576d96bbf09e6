//! What a generated module tells the runtime: a provider, its types, its values.

use std::borrow::Cow;
use std::fmt;
use std::fmt::Debug;
use std::str::FromStr;

use oauth_spec::ProviderSpec;

use crate::fields::Fields;

/// A provider: its declaration, and the types made from it.
///
/// Generated modules implement it on an empty enum. [`AnyProvider`] is the one for a declaration that
/// is only known at run time.
pub trait Provider: Send + Sync + 'static {
    /// Its scopes: a generated enum, or [`AnyScope`].
    type Scope: ScopeValue;
    /// Its environments: a generated enum, or [`NoEnvironment`].
    type Environment: EnvironmentName;
    /// Values for its variables: a generated struct, or [`NoVariables`].
    type Variables: VariableValues;
    /// Its variants: a generated enum, or [`NoVariant`].
    type Variant: VariantName;
    /// The fields of its tokens: a generated struct, or [`NoFields`](crate::fields::NoFields).
    type TokenFields: Fields;
    /// The fields of its callbacks: a generated struct, or [`NoFields`](crate::fields::NoFields).
    type CallbackFields: Fields;
    /// The fields of its errors: a generated struct, or [`NoFields`](crate::fields::NoFields).
    type ErrorFields: Fields;
    /// The declaration. [`AnyProvider`] has an empty one here and gets its own from the builder.
    ///
    /// It is a function so that rustc makes the value that it refers to only where somebody asks for it.
    fn spec() -> &'static ProviderSpec;
}

/// A scope, by its value on the wire.
pub trait ScopeValue: Clone + Debug + Send + Sync + 'static {
    /// The value on the wire.
    fn value(&self) -> &str;
}

/// A scope of a provider whose scopes nobody has listed: any text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AnyScope(pub Cow<'static, str>);

impl ScopeValue for AnyScope {
    fn value(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for AnyScope {
    fn from(value: &'static str) -> Self {
        Self(Cow::Borrowed(value))
    }
}

impl From<String> for AnyScope {
    fn from(value: String) -> Self {
        Self(Cow::Owned(value))
    }
}

/// An environment, by its name in TOML. Generated enums also read that name with [`FromStr`].
pub trait EnvironmentName: Clone + Debug + Send + Sync + 'static {
    /// The name in TOML.
    fn name(&self) -> &str;
}

/// A variant, by its name in TOML. Generated enums also read that name with [`FromStr`], so that an
/// application can take it from its configuration.
pub trait VariantName: Clone + Debug + Send + Sync + 'static {
    /// The name in TOML.
    fn name(&self) -> &str;
}

/// Values that the application gives for the provider's variables.
pub trait VariableValues: Clone + Debug + Send + Sync + 'static {
    /// Each value that is given, by the variable's name in TOML.
    fn values(self) -> Vec<(&'static str, String)>;
}

/// A provider whose variables need not be given, because each has a value without the application.
///
/// Where it is missing, [`Client::builder`](crate::Client::builder) does not exist and
/// [`Client::builder_with`](crate::Client::builder_with) asks for them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has variables that only the application knows",
    label = "call `builder_with(Variables::new(…))` instead of `builder()`",
    note = "they are the `[variables]` in the TOML file of `{Self}` that have no default"
)]
pub trait OptionalVariables: Provider<Variables: Default> {}

/// The environments of a provider that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEnvironment {}

impl EnvironmentName for NoEnvironment {
    fn name(&self) -> &str {
        match *self {}
    }
}

/// The variants of a provider that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoVariant {}

impl VariantName for NoVariant {
    fn name(&self) -> &str {
        match *self {}
    }
}

/// The variables of a provider that has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoVariables;

impl VariableValues for NoVariables {
    fn values(self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// A name in a list of names: what generated enums read their [`FromStr`] with. It is not generic, so that no
/// enum brings one of its own.
///
/// # Errors
/// [`UnknownName`] says which names there are.
pub fn position(names: &'static [&'static str], text: &str) -> Result<usize, UnknownName> {
    names
        .iter()
        .position(|name| *name == text)
        .ok_or_else(|| UnknownName { text: text.to_owned(), names })
}

/// A name that is not in the provider's declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    text: String,
    names: &'static [&'static str],
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not one of", self.text)?;
        for (place, name) in self.names.iter().enumerate() {
            write!(formatter, "{} `{name}`", if place > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownName {}

/// The provider of a declaration that is only known at run time.
///
/// Its client has every method; one whose grant is not declared gives a configuration error.
#[derive(Debug)]
pub enum AnyProvider {}

/// An environment or a variant by its name, for [`AnyProvider`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyName(pub String);

impl FromStr for AnyName {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl EnvironmentName for AnyName {
    fn name(&self) -> &str {
        &self.0
    }
}

impl VariantName for AnyName {
    fn name(&self) -> &str {
        &self.0
    }
}

/// Values for variables by their names, for [`AnyProvider`].
#[derive(Debug, Clone, Default)]
pub struct AnyVariables(pub Vec<(&'static str, String)>);

impl VariableValues for AnyVariables {
    fn values(self) -> Vec<(&'static str, String)> {
        self.0
    }
}

impl OptionalVariables for AnyProvider {}

impl Provider for AnyProvider {
    type Scope = AnyScope;
    type Environment = AnyName;
    type Variables = AnyVariables;
    type Variant = AnyName;
    type TokenFields = crate::fields::NoFields;
    type CallbackFields = crate::fields::NoFields;
    type ErrorFields = crate::fields::NoFields;

    fn spec() -> &'static ProviderSpec {
        &ProviderSpec::STANDARD
    }
}

/// A value that is always given: what generated code lists its values with.
pub fn required<T>(name: &'static str, value: impl Into<T>) -> (&'static str, Option<T>) {
    (name, Some(value.into()))
}

/// A value that may be given.
pub fn optional<T>(name: &'static str, value: Option<impl Into<T>>) -> (&'static str, Option<T>) {
    (name, value.map(Into::into))
}

/// The values that are given.
pub fn given<T, const N: usize>(
    mut values: [(&'static str, Option<T>); N],
) -> Vec<(&'static str, T)> {
    taken(&mut values)
}

/// Compiled once a type, and not for each number of values.
fn taken<T>(values: &mut [(&'static str, Option<T>)]) -> Vec<(&'static str, T)> {
    values.iter_mut().filter_map(|(name, value)| Some((*name, value.take()?))).collect()
}
