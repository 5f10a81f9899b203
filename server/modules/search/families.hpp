// English words of one family whose Snowball stems differ: irregular forms, and nouns that a
// stemmer does not take back to their verbs. Words of service; a family begins with its head.
#pragma once
#include <array>
#include <string_view>

namespace vefa::search {

inline constexpr auto kEnglishFamilies = std::to_array<std::string_view>({
    "complain complaint",
    "deliver delivery",
    "recover recovery",
    "fail failure",
    "leak leakage",
    "break broke broken breakage",
    "maintain maintenance",
    "explain explanation",
    "respond response",
    "apologise apologize apology",
    "satisfy satisfaction",
    "dissatisfied dissatisfaction dissatisfactory",
    "expire expiry expiration",
    "decide decision",
    "describe description",
    "subscribe subscription",
    "extend extension",
    "sign signature",
    "buy bought",
    "sell sold sale",
    "pay paid payment",
    "send sent",
    "bring brought",
    "take took taken",
    "give gave given",
    "keep kept",
    "lose lost loss",
    "steal stole stolen theft",
    "choose chose chosen choice",
    "write wrote written",
    "speak spoke spoken",
    "tell told",
    "hear heard",
    "understand understood",
    "forget forgot forgotten",
    "ring rang rung",
    "freeze froze frozen",
    "wear wore worn",
    "tear tore torn",
    "burn burnt",
    "bend bent",
    "stick stuck",
    "blow blew blown",
    "fall fell fallen",
    "shrink shrank shrunk",
    "spoil spoilt",
    "smell smelt",
    "shake shook shaken",
    "throw threw thrown",
    "catch caught",
    "build built",
});

}  // namespace vefa::search
