#include "modules/courtesy/courtesy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/courtesy/forms.hpp"
#include "tests/support/databases.hpp"

namespace vefa::courtesy {
namespace {

using customers::Addressing;
using customers::Formality;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Courtesy : public testing::OnBothDatabases {
 protected:
  Courtesy() : database_(fresh()) { jobs::install(registry_); }
  Context context() { return {.now = {1'800'000'000'000}, .ids = &ids_}; }
  template <class F>
  auto write(F const& f) {
    return database_->write_result([&](db::Tx& tx) { return f(context(), tx); });
  }
  Rendered rendered(TemplateKind kind, Addressing const& to, Values const& values) {
    Rendered out;
    database_->read_now([&](db::Tx& tx) { out = render(tx, kind, to, values); });
    return out;
  }
  Result<Rendered> replied(TemplateId id, Addressing const& to, Values const& values = {}) {
    return database_->read_result([&](db::Tx& tx) { return render_reply(tx, id, to, values); });
  }
  Result<TemplateView> create(NewTemplate const& form) {
    return write([&](Context const& ctx, db::Tx& tx) { return create_template(ctx, tx, form); });
  }
  Result<Macro> create(NewMacro const& form) {
    return write([&](Context const& ctx, db::Tx& tx) { return create_macro(ctx, tx, form); });
  }
  std::vector<std::string> events(std::string const& kind) {
    auto const statement =
        testing::ad_hoc("SELECT payload FROM events WHERE kind = $1 ORDER BY id");
    std::vector<std::string> out;
    database_->read_now([&](db::Tx& tx) { out = tx.column<std::string>(statement, kind); });
    return out;
  }
  static Addressing ayse(Formality formality = Formality::Formal) {
    return {customers::CustomerKind::Person,
            Language::Tr,
            formality,
            "",
            "Ayşe",
            "Yılmaz",
            "Ayşe Yılmaz",
            ""};
  }
  static NewTemplate warm_thanks() {
    NewTemplate form{{"Warm thanks"}, {}, {}};
    form.texts.push_back(
        {Language::Tr, Formality::Formal, {""}, {"{case_number} için teşekkürler."}});
    form.texts.push_back({Language::Tr, Formality::Informal, {""}, {"Sağ ol!"}});
    form.texts.push_back({Language::En, {}, {"Thank you"}, {"Thank you, {customer_name}."}});
    return form;
  }

  jobs::Registry registry_;
  IdSource ids_;
  std::unique_ptr<db::Database> database_;
};
VEFA_ON_BOTH_DATABASES(Courtesy);

TEST_P(Courtesy, an_acknowledgement_is_written_in_her_language_with_the_promise_in_it) {
  write([](Context const& ctx, db::Tx& tx) {
    auto profile = company::profile(tx);
    profile.name = "Ege Beyaz Eşya";
    profile.signatures = {{"tr", "Ege Beyaz Eşya\nMüşteri Hizmetleri"}};
    return company::change(ctx, tx, profile);
  }).value();
  auto const out = rendered(TemplateKind::Acknowledgement, ayse(),
                            {{"case_number", "V10001-X"},
                             {"case_subject", "Çamaşır makinesi"},
                             {"promise_due", "23 Kasım 2026 Pazartesi 18:00"},
                             {"case_link", ""},
                             {"agent_name", "Deniz"}});
  EXPECT_EQ(out.subject, "Re: Çamaşır makinesi [V10001-X]");
  EXPECT_EQ(
      out.text,
      "Sayın Ayşe Yılmaz,\n\n"
      "Bize yazdığınız için teşekkür ederiz. Mesajınız bize ulaştı ve yanıtsız kalmayacak.\n"
      "Size en geç şu tarihte yanıt vereceğiz: 23 Kasım 2026 Pazartesi 18:00.\n\n"
      "Başvuru numaranız: V10001-X. Sizin bir şey yapmanız gerekmiyor; eklemek istediğiniz bir "
      "şey olursa bu e-postayı yanıtlamanız yeterlidir.\n\n"
      "Saygılarımızla,\nEge Beyaz Eşya\nMüşteri Hizmetleri");
}

TEST_P(Courtesy, the_companys_own_wording_stands_for_its_language_and_the_built_in_for_the_others) {
  NewTemplate form{{"Our apology"}, TemplateKind::Apology, {}};
  form.texts.push_back(
      {Language::Tr, {}, {"Özür: {case_number}"}, {"Affedin. Yanıt: {promise_due}"}});
  ASSERT_TRUE(create(form).ok());
  Values const values{{"case_number", "V1-X"}, {"promise_due", "yarın"}};
  auto const own = rendered(TemplateKind::Apology, ayse(), values);
  EXPECT_EQ(own.subject, "Özür: V1-X");
  EXPECT_THAT(own.text, StartsWith("Sayın Ayşe Yılmaz,\n\nAffedin. Yanıt: yarın\n\n"));
  // There is no familiar wording of one's own: the language counts before the form.
  EXPECT_THAT(rendered(TemplateKind::Apology, ayse(Formality::Informal), values).text,
              StartsWith("Merhaba Ayşe,\n\nAffedin."));
  auto eva = ayse();
  eva.language = Language::Hu;
  EXPECT_THAT(rendered(TemplateKind::Apology, eva, values).text, HasSubstr("új ígéretet"));
  EXPECT_THAT(rendered(TemplateKind::ApologyAgain, ayse(), values).text, HasSubstr("bir kez daha"));
}

TEST_P(Courtesy, a_reply_template_is_chosen_by_language_then_form_then_the_companys_language) {
  auto const id = create(warm_thanks())->id;
  Values const values{{"case_number", "V1-X"}, {"agent_name", "Deniz"}};
  EXPECT_EQ(replied(id, ayse(), values)->text,
            "Sayın Ayşe Yılmaz,\n\nV1-X için teşekkürler.\n\nSaygılarımızla,\nDeniz\nVefa");
  EXPECT_THAT(replied(id, ayse(Formality::Informal), values)->text, HasSubstr("Sağ ol!"));
  auto noa = ayse();
  noa.language = Language::He;
  EXPECT_THAT(replied(id, noa, values)->text, HasSubstr("Thank you, \u2068Ayşe Yılmaz\u2069."));
  EXPECT_EQ(replied(id, noa, values)->subject, "Thank you");
  EXPECT_EQ(replied(TemplateId{99}, ayse()).error().code, Code::NotFound);
}

TEST_P(Courtesy, a_template_is_read_as_it_was_written_and_changed_by_its_version) {
  auto const made = create(warm_thanks()).value();
  EXPECT_EQ(made.version, 1);
  EXPECT_EQ(made.texts.size(), 3u);
  TemplateChange form;
  static_cast<NewTemplate&>(form) = warm_thanks();
  form.name = {"Cold thanks"};
  form.texts.resize(1);
  form.version = 1;
  auto const change = [&] {
    return write(
        [&](Context const& ctx, db::Tx& tx) { return change_template(ctx, tx, made.id, form); });
  };
  auto const changed = change();
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->version, 2);
  EXPECT_EQ(changed->texts.size(), 1u);
  EXPECT_EQ(change().error().code, Code::Stale);
  database_->read_now([&](db::Tx& tx) {
    auto const all = list_templates(tx);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].name, "Cold thanks");
    EXPECT_THAT(all[0].languages, ElementsAre(Language::Tr));
    EXPECT_EQ(to_json_text(read_template(tx, made.id).value()), to_json_text(*changed));
  });
  EXPECT_THAT(events("template.changed"),
              ElementsAre(HasSubstr(R"("change":"created")"), HasSubstr(R"("version":2)")));
}

TEST_P(Courtesy, an_occasion_and_a_name_are_taken_once_until_archived) {
  NewTemplate apology{{"Sorry"}, TemplateKind::Apology, {}};
  apology.texts.push_back({Language::En, {}, {}, {"Sorry. {promise_due}"}});
  auto const first = create(apology).value();
  apology.name = {"So sorry"};
  EXPECT_EQ(create(apology).error().key, "courtesy.kind_taken");
  apology.kind.reset();
  apology.name = {"SORRY"};
  auto const taken = create(apology);
  EXPECT_EQ(taken.error().key, "courtesy.name_taken");
  EXPECT_EQ(taken.error().code, Code::Conflict);
  auto const archive = [&](std::int64_t version) {
    return write([&](Context const& ctx, db::Tx& tx) {
      return archive_template(ctx, tx, first.id, version);
    });
  };
  EXPECT_EQ(archive(7).error().code, Code::Stale);
  ASSERT_TRUE(archive(1).ok());
  EXPECT_EQ(archive(2).error().code, Code::NotFound);
  EXPECT_EQ(replied(first.id, ayse()).error().code, Code::NotFound);
  apology.kind = TemplateKind::Apology;
  EXPECT_TRUE(create(apology).ok());
}

TEST_P(Courtesy, a_macro_keeps_its_actions_in_order) {
  auto const reply = create(warm_thanks())->id;
  NewMacro form{{"Thank and close"}, {}};
  form.actions.push_back({{"add_tag"}, {"thanked"}});
  form.actions.push_back({{"reply"}, {reply.text()}});
  form.actions.push_back({{"solve"}, {""}});
  auto const made = create(form);
  ASSERT_TRUE(made.ok());
  database_->read_now([&](db::Tx& tx) {
    auto const found = find_macro(tx, made->id).value();
    EXPECT_EQ(to_json_text(found), to_json_text(*made));
    EXPECT_EQ(found.actions[1].value, reply.text());
    EXPECT_EQ(list_macros(tx).size(), 1u);
  });
  MacroChange change;
  static_cast<NewMacro&>(change) = form;
  change.actions.resize(1);
  change.version = 1;
  auto const write_change = [&] {
    return write(
        [&](Context const& ctx, db::Tx& tx) { return change_macro(ctx, tx, made->id, change); });
  };
  EXPECT_EQ(write_change()->actions.size(), 1u);
  EXPECT_EQ(write_change().error().code, Code::Stale);
  form.name = {"thank AND close"};
  EXPECT_EQ(create(form).error().key, "courtesy.name_taken");
  form.actions[1].value = {TemplateId{99}.text()};
  EXPECT_EQ(create(form).error().field, "actions[1].value");
  auto const archive = [&](std::int64_t version) {
    return write(
        [&](Context const& ctx, db::Tx& tx) { return archive_macro(ctx, tx, made->id, version); });
  };
  EXPECT_EQ(archive(1).error().code, Code::Stale);
  EXPECT_TRUE(archive(2).ok());
  EXPECT_EQ(archive(3).error().code, Code::NotFound);
}

}  // namespace
}  // namespace vefa::courtesy
