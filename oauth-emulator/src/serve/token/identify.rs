//! Which of the declared requests is this?

use std::cmp::Reverse;

use crate::script::Recipe;
use crate::serve::bag::Bag;
use crate::serve::given::find;
use crate::serve::refusal::Refusal;

/// Chooses the recipe that fits best; what does not fit is told later, by name.
///
/// Constants decide first, such as `grant_type`, wherever they stand. Among ways of writing the same
/// grant it is the one whose place the parameters are in.
pub(super) fn identify<'script>(
    recipes: &[&'script Recipe],
    bag: &Bag,
) -> Result<&'script Recipe, Refusal> {
    // `min_by_key` takes the first of equals: the grant's own request goes before its variants.
    let best = recipes.iter().min_by_key(|recipe| {
        let matched =
            |(name, value): &(&str, String)| bag.anywhere(name).is_some_and(|g| g.text == *value);
        let matching = recipe.constants().filter(matched).count();
        let failing = recipe.constants().count() - matching;
        let given = bag.at(recipe.parameters_in);
        let there = recipe.parameters.iter().filter(|wanted| find(given, wanted.name).is_some());
        let missing = recipe.parameters.iter().filter(|wanted| {
            wanted.holes().into_iter().all(|source| recipe.requires(source))
                && bag.anywhere(wanted.name).is_none()
        });
        let strays = bag
            .elsewhere(recipe.parameters_in)
            .filter(|(given, _)| !recipe.names_in_query(&given.name));
        (
            failing.min(1),
            Reverse(matching),
            failing,
            missing.count(),
            Reverse(there.count()),
            strays.count(),
        )
    });
    let Some(recipe) = best else {
        return Err(Refusal::request("No grant is declared here"));
    };
    // A body that cannot be read names no grant, and has a better reason to be refused.
    if bag.body_problem.is_none()
        && let Some(name) = recipe.grant_type
        && let Some((_, expected)) = recipe.constants().find(|(each, _)| *each == name)
    {
        match bag.anywhere(name) {
            None => return Err(Refusal::request(format!("`{name}` is missing"))),
            Some(given) if given.text != expected => {
                let message = format!("`{}` is no grant that is declared here", given.text);
                return Err(Refusal::new("unsupported_grant_type", message));
            }
            Some(_) => {}
        }
    }
    Ok(recipe)
}
