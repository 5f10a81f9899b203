#include "modules/surveys/rules.hpp"

#include <gtest/gtest.h>

namespace vefa::surveys {
namespace {

constexpr Instant kClosed{1'800'000'000'000};

cases::Case closed_case() {
  cases::Case row;
  row.open = false;
  row.state = cases::State::Closed;
  row.closed_at = kClosed;
  row.first_answered_at = kClosed - std::chrono::hours(5);
  return row;
}

TEST(SurveyRules, who_is_asked) {
  using std::chrono::days;
  SurveyPolicy const on{.enabled = true, .at_most_every_days = 30};
  auto const row = closed_case();
  auto const now = kClosed + days(1);
  EXPECT_TRUE(is_to_be_asked(on, row, {}, now));
  EXPECT_FALSE(is_to_be_asked({}, row, {}, now)) << "off";
  EXPECT_TRUE(is_to_be_asked(on, row, now - days(30), now));
  EXPECT_FALSE(is_to_be_asked(on, row, now - days(29), now)) << "lately";
  SurveyPolicy const often{.enabled = true, .at_most_every_days = 0};
  EXPECT_FALSE(is_to_be_asked(often, row, kClosed, now)) << "since it closed";
  auto unanswered = row;
  unanswered.first_answered_at.reset();
  EXPECT_FALSE(is_to_be_asked(on, unanswered, {}, now)) << "nobody did anything for her";
  auto open = row;
  open.open = true;
  EXPECT_FALSE(is_to_be_asked(on, open, {}, now));
}

TEST(SurveyRules, her_newest_word_on_being_asked_counts) {
  using customers::Consent;
  using customers::ConsentChannel;
  using customers::ConsentDecision;
  using customers::ConsentPurpose;
  auto const said = [](ConsentPurpose purpose, ConsentChannel channel, ConsentDecision decision) {
    Consent c;
    c.purpose = purpose;
    c.channel = channel;
    c.decision = decision;
    return c;
  };
  auto const no = said(ConsentPurpose::Surveys, ConsentChannel::Any, ConsentDecision::Withdrawn);
  auto const yes = said(ConsentPurpose::Surveys, ConsentChannel::Email, ConsentDecision::Granted);
  EXPECT_FALSE(does_not_wish({})) << "silence is no refusal";
  EXPECT_TRUE(does_not_wish({no}));
  EXPECT_TRUE(does_not_wish({yes, no}));
  EXPECT_FALSE(does_not_wish({no, yes}));
  EXPECT_FALSE(does_not_wish(
      {said(ConsentPurpose::Marketing, ConsentChannel::Any, ConsentDecision::Withdrawn)}));
  EXPECT_FALSE(does_not_wish(
      {said(ConsentPurpose::Surveys, ConsentChannel::Sms, ConsentDecision::Withdrawn)}));
}

}  // namespace
}  // namespace vefa::surveys
