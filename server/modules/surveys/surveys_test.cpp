#include "modules/surveys/surveys.hpp"

#include <gmock/gmock.h>

#include "modules/cases/test_house.hpp"
#include "modules/courtesy/forms.hpp"
#include "modules/surveys/links.hpp"
#include "modules/surveys/page.hpp"
#include "modules/surveys/queries.hpp"
#include "modules/surveys/rules.hpp"

namespace vefa::surveys {
namespace {

using namespace std::chrono_literals;
using interactions::Purpose;
using promises::PromiseKind;

class Surveys : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override { surveys::add_jobs(registry); }

  void SetUp() override {
    cases::House::SetUp();
    auto profile = read<company::Profile>([](db::Tx& tx) { return company::profile(tx); });
    profile.public_url = "https://hizmet.anka.example";
    write([&](db::Tx& tx) { return company::change(system(), tx, profile); });
  }
  void set(SurveyPolicy wanted) {
    wanted.version = read<SurveyPolicy>([](db::Tx& tx) { return policy(tx); }).version;
    write([&](db::Tx& tx) { return change_policy(system(), tx, wanted); });
  }
  /// A case that she says is solved.
  CaseId closed(char const* subject, std::optional<int> rating = {}) {
    auto const id = take_in(mail(subject, "Dünden beri.")).case_id;
    answer_as(elif_, id, {.text = "Onardık.", .after = cases::After::Solved});
    pass(10s);
    say(id, {.solved = true, .rating = rating});
    return id;
  }
  void say(CaseId id, cases::Verdict const& verdict) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, id, verdict));
      return true;
    });
    idle();
  }
  std::vector<Survey> hers() {
    return read<std::vector<Survey>>(
        [&](db::Tx& tx) { return tx.list<Survey>(sql::surveys_of_customer, ayse); });
  }
  std::optional<Instant> rate(SurveyId id, Rating const& said) {
    auto const due = write([&](db::Tx& tx) { return answer(system(), tx, id, said); });
    idle();
    return due;
  }
  void own_wording(char const* name, courtesy::TemplateKind kind, char const* body) {
    write([&](db::Tx& tx) {
      courtesy::NewTemplate form{{name}, kind, {}};
      form.texts.push_back({Language::Tr, {}, {""}, {body}});
      return courtesy::create_template(system(), tx, form);
    });
  }
  std::int64_t answers() {
    return read<std::int64_t>([](db::Tx& tx) {
      return tx.scalar<std::int64_t>(vefa::testing::ad_hoc("SELECT COUNT(*) FROM survey_answers"))
          .value();
    });
  }
};
VEFA_ON_BOTH_DATABASES(Surveys);

TEST_P(Surveys, nobody_is_asked_until_the_company_decides_so) {
  closed("Buzdolabı");
  pass(24h * 40);
  EXPECT_TRUE(hers().empty());
}

TEST_P(Surveys, she_is_asked_some_days_after_and_once_in_so_many) {
  set({.enabled = true, .after_days = 3, .at_most_every_days = 30});
  auto const id = closed("Buzdolabı");
  pass(71h);
  EXPECT_TRUE(hers().empty()) << "not yet";
  pass(1h);
  ASSERT_EQ(hers().size(), 1u);
  auto const asked = newest(id, Purpose::FollowUp);
  EXPECT_EQ(asked.id, hers()[0].interaction_id);
  EXPECT_NE(asked.text.find(link_of("https://hizmet.anka.example", hers()[0].id, 5)),
            std::string::npos)
      << asked.text;
  EXPECT_FALSE(row(id).open) << "being asked reopens nothing";
  closed("Fırın");
  pass(24h * 4);
  EXPECT_EQ(hers().size(), 1u) << "she was asked lately";
  pass(24h * 30);
  closed("Ocak");
  pass(24h * 4);
  EXPECT_EQ(hers().size(), 2u);
}

TEST_P(Surveys, the_companys_own_wording_asks_and_says_sorry) {
  set({.enabled = true, .after_days = 0});
  own_wording("Soru", courtesy::TemplateKind::SurveyQuestion, "Nasıldık?\n{rating_links}");
  own_wording("Özür", courtesy::TemplateKind::SurveyApology, "{promise_due} gününe dek ararız.");
  auto const id = closed("Buzdolabı");
  pass(1h);
  auto const asked = newest(id, Purpose::FollowUp).text;
  EXPECT_THAT(asked, ::testing::HasSubstr("Nasıldık?\n5 – çok memnunum: https://hizmet."));
  EXPECT_THAT(asked, ::testing::HasSubstr("1 – hiç memnun değilim: https://hizmet."));
  ASSERT_TRUE(rate(hers().at(0).id, {.rating = 1}));
  EXPECT_THAT(newest(id, Purpose::Apology).text, ::testing::HasSubstr(" gününe dek ararız."));
}

TEST_P(Surveys, a_case_that_is_open_again_is_not_asked_about) {
  set({.enabled = true, .after_days = 2});
  auto const id = closed("Buzdolabı");
  pass(24h);
  take_in(mail("Buzdolabı", "Yine bozuldu.", id));
  pass(48h);
  EXPECT_TRUE(hers().empty());
}

TEST_P(Surveys, who_does_not_wish_it_is_not_asked) {
  set({.enabled = true, .after_days = 0});
  write([&](db::Tx& tx) {
    return customers::record_consent(system(), tx, ayse,
                                     {.purpose = customers::ConsentPurpose::Surveys,
                                      .decision = customers::ConsentDecision::Withdrawn,
                                      .source = customers::ConsentSource::Phone});
  });
  closed("Buzdolabı");
  pass(24h);
  EXPECT_TRUE(hers().empty());
}

TEST_P(Surveys, who_said_it_with_her_verdict_is_not_asked_again) {
  set({.enabled = true, .after_days = 0, .at_most_every_days = 0});
  closed("Buzdolabı", 4);
  pass(24h);
  ASSERT_EQ(hers().size(), 1u);
  EXPECT_EQ(hers()[0].via, Via::Verdict);
  EXPECT_EQ(hers()[0].rating, 4);
  EXPECT_EQ(hers()[0].scale, 5);
}

TEST_P(Surveys, her_word_stands_on_the_case_and_the_newest_counts) {
  set({.enabled = true, .after_days = 0});
  auto const id = closed("Buzdolabı");
  pass(1h);
  auto const survey = hers().at(0).id;
  EXPECT_FALSE(rate(survey, {.rating = 4}));
  EXPECT_FALSE(rate(survey, {.rating = 4})) << "pressed twice";
  EXPECT_EQ(answers(), 1);
  EXPECT_EQ(events("survey.answered"), 1);
  EXPECT_FALSE(rate(survey, {.rating = 5, .comment = "Çok naziktiler."}));
  EXPECT_EQ(hers()[0].rating, 5);
  EXPECT_EQ(answers(), 2) << "both words are kept";
  EXPECT_EQ(newest(id, Purpose::Verdict).text, "Çok naziktiler.");
  EXPECT_FALSE(row(id).open) << "praise reopens nothing";
}

TEST_P(Surveys, nobody_stays_unhappy_in_silence) {
  set({.enabled = true, .after_days = 0});
  auto const id = closed("Buzdolabı");
  pass(1h);
  auto const survey = hers().at(0).id;
  auto const due = rate(survey, {.rating = 2});
  auto const open = row(id);
  EXPECT_TRUE(open.open);
  EXPECT_EQ(open.priority, cases::Priority::High);
  auto const call = next_promise(id);
  EXPECT_EQ(call.kind, PromiseKind::CallBackBy);
  EXPECT_EQ(call.owner_id, elif_);
  EXPECT_EQ(call.due_at, due);
  EXPECT_EQ(newest(id, Purpose::Apology).state, interactions::State::Released) << "she is told";
  EXPECT_EQ(rate(survey, {.rating = 1, .comment = "Kimse aramadı."}), due)
      << "one call is owed, not two";
  EXPECT_EQ(events("case.reopened"), 1);
}

TEST_P(Surveys, who_is_named_for_it_calls_and_may_read_the_case) {
  auto const boss = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
  set({.enabled = true, .after_days = 0, .called_by = boss});
  auto const id = closed("Buzdolabı");
  pass(1h);
  rate(hers().at(0).id, {.rating = 1});
  EXPECT_EQ(next_promise(id).owner_id, boss);
  EXPECT_NE(newest(id, Purpose::Note).text.find(row(id).number), std::string::npos);
  EXPECT_EQ(read<std::int64_t>([&](db::Tx& tx) { return interactions::unread_mentions(tx, boss); }),
            1);
}

TEST_P(Surveys, a_low_rating_with_her_verdict_is_called_too) {
  auto const id = closed("Buzdolabı", 1);
  EXPECT_TRUE(row(id).open);
  EXPECT_EQ(next_promise(id).kind, PromiseKind::CallBackBy);
}

TEST_P(Surveys, an_old_link_is_over_and_a_wrong_rating_is_refused) {
  set({.enabled = true, .after_days = 0});
  closed("Buzdolabı");
  pass(1h);
  auto const survey = hers().at(0).id;
  auto const refusal = [&](Rating const& said) {
    return refused_by([&](db::Tx& tx) { return answer(system(), tx, survey, said); });
  };
  EXPECT_EQ(refusal({.rating = 6}).field, "rating");
  EXPECT_EQ(refusal({.rating = 0}).field, "rating");
  pass(24h * 91);
  EXPECT_EQ(refusal({.rating = 5}).key, "surveys.over");
}

TEST_P(Surveys, a_policy_is_checked_by_its_fields_and_versions) {
  auto const refusal = [&](SurveyPolicy const& wanted) {
    return refused_by([&](db::Tx& tx) { return change_policy(system(), tx, wanted); });
  };
  EXPECT_EQ(refusal({.after_days = 61}).field, "after_days");
  EXPECT_EQ(refusal({.at_most_every_days = -1}).field, "at_most_every_days");
  EXPECT_EQ(refusal({.low_at_most = 4}).field, "low_at_most");
  EXPECT_EQ(refusal({.called_by = StaffId{4711}}).field, "called_by");
  EXPECT_EQ(refusal({.version = 7}).code, Code::Stale);
  auto profile = read<company::Profile>([](db::Tx& tx) { return company::profile(tx); });
  profile.public_url = "";
  write([&](db::Tx& tx) { return company::change(system(), tx, profile); });
  EXPECT_EQ(refusal({.enabled = true}).key, "surveys.no_public_url");
}

TEST_P(Surveys, what_is_known_of_her_follows_a_merge_and_is_handed_over) {
  set({.enabled = true, .after_days = 0});
  closed("Buzdolabı");
  pass(1h);
  auto const twin = customer("ayse@is.example", "Ayşe Y.");
  write([&](db::Tx& tx) {
    auto const kept = customers::find(tx, twin).value();
    return customers::merge(system(), tx, twin, kept.version, ayse, "aynı kişi");
  });
  idle();
  auto const part =
      read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, twin); });
  EXPECT_EQ(part.content.at("surveys").as_array().size(), 1u);
}

TEST(SurveyLinks, a_forged_one_leads_nowhere) {
  set_server_key(std::string(32, 'k'));
  SurveyId const id{123456789};
  auto const token = link_token(id);
  EXPECT_EQ(survey_of_token(token), id);
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto forged = token;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(survey_of_token(forged), id) << i;
  }
  EXPECT_FALSE(survey_of_token(""));
}

TEST(SurveyPage, asks_by_five_buttons_the_meant_one_first_and_escapes_what_people_wrote) {
  Question q{.company_name = "Anka & Söhne", .number = "V10001-A", .subject = "<script>"};
  q.language = Language::He;
  q.token = "token";
  q.wanted = 2;
  auto const page = question_page(q);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("Anka &amp; Söhne"), std::string::npos);
  EXPECT_NE(page.find("<html lang=\"he\" dir=\"rtl\">"), std::string::npos);
  EXPECT_NE(page.find("method=\"post\""), std::string::npos);
  EXPECT_LT(page.find("value=\"2\""), page.find("value=\"5\""));
  for (auto rating = 1; rating <= 5; ++rating)
    EXPECT_NE(page.find("value=\"" + std::to_string(rating) + "\""), std::string::npos);
}

}  // namespace
}  // namespace vefa::surveys
