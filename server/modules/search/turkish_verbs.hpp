// Turkish verbs: Snowball's stemmer knows the endings of nouns alone, so "çalışmıyor" and
// "çalışmadı" would not meet.
#pragma once
#include <string>
#include <string_view>

namespace vefa::search {

/// The root of a verb's form, without its tense, person, negation and ability: "calismadim",
/// "calisamiyor", "calisir" → "calis". `folded`: a folded word. Empty where it ends as no verb
/// does. A root is not a word: its last vowel is dropped, which some endings swallow (bekliyor,
/// bekledi → "bekl"), and a last d is t (gidiyor, gitti → "git").
std::string turkish_verb_root(std::string_view folded);

}  // namespace vefa::search
