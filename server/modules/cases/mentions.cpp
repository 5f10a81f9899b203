#include "modules/cases/mentions.hpp"

#include "base/text.hpp"

namespace vefa::cases {
namespace {

constexpr std::size_t kShown = 500;

/// Where a page begins: among the unread or the read ones, before this interaction.
struct Place {
  bool seen = false;
  InteractionId before{std::numeric_limits<std::int64_t>::max()};
};

Result<Place> place_of(std::string const& cursor) {
  if (cursor.empty()) return Place{};
  auto const id = InteractionId::parse(std::string_view(cursor).substr(1));
  if (!id || (cursor[0] != 'u' && cursor[0] != 'r')) return invalid("cursor", "error.bad_cursor");
  return Place{cursor[0] == 'r', *id};
}

std::optional<Mention> shown(Context const& ctx, db::Tx& tx, interactions::Mention const& mention) {
  auto const note = interactions::find(tx, mention.interaction_id);
  auto const row = note ? find(tx, note->case_id) : std::nullopt;
  if (!row || !can_read(tx, ctx.actor, *row)) return std::nullopt;
  return Mention{note->id,
                 row->id,
                 row->number,
                 row->subject,
                 note->author_name,
                 note->at,
                 std::string(prefix_of(note->text, kShown)),
                 mention.seen_at};
}

std::string cursor_of(interactions::Mention const& mention) {
  return (mention.seen_at ? "r" : "u") + mention.interaction_id.text();
}

}  // namespace

Result<Page<Mention>> mentions(Context const& ctx, db::Tx& tx, std::string const& cursor,
                               std::int64_t limit, bool unread_alone) {
  if (limit < 1 || limit > 100)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  auto place = TRY(place_of(cursor));
  StaffId const me{ctx.actor.id};
  std::vector<interactions::Mention> found;
  if (!place.seen) {
    found = interactions::mentions_of(tx, me, false, place.before, limit + 1);
    place = {.seen = true};
  }
  auto const room = limit + 1 - static_cast<std::int64_t>(found.size());
  if (room > 0 && !unread_alone)
    for (auto& one : interactions::mentions_of(tx, me, true, place.before, room))
      found.push_back(one);
  Page<Mention> page;
  if (static_cast<std::int64_t>(found.size()) > limit) {
    found.pop_back();
    page.next_cursor = cursor_of(found.back());
  }
  for (auto const& mention : found)
    if (auto one = shown(ctx, tx, mention)) page.items.push_back(std::move(*one));
  return page;
}

}  // namespace vefa::cases
