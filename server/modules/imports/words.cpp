// How people call things in the files of four languages.
#include <map>

#include "base/text.hpp"
#include "modules/imports/mapping.hpp"
#include "modules/imports/words.hpp"

namespace vefa::imports {
namespace {

struct Names {
  char const* meaning;
  char const* names;  // separated by `|`
};

constexpr Names kHeadings[] = {
    {"display_name",
     "name|full name|customer|customer name|client|client name|contact|contact "
     "name|company|company "
     "name|ad soyad|adı soyadı|isim soyisim|müşteri|müşteri adı|müşteri adı "
     "soyadı|unvan|firma|firma "
     "adı|şirket|név|teljes név|ügyfél|ügyfél neve|ügyfélnév|cég|cégnév|partner|שם מלא|לקוח|שם "
     "לקוח|שם הלקוח|שם|חברה|שם חברה"},
    {"given_name", "first name|given name|forename|ad|adı|isim|keresztnév|utónév|שם פרטי"},
    {"family_name",
     "last name|family name|surname|soyad|soyadı|soyisim|vezetéknév|családnév|שם משפחה"},
    {"title", "title|salutation|hitap unvanı|titulus|megszólítás|תואר"},
    {"address_as", "address as|nickname|hitap|hitap şekli|becenév|פנייה|כינוי"},
    {"kind",
     "customer type|customer kind|type of customer|müşteri tipi|müşteri türü|ügyféltípus|"
     "ügyfél típusa|סוג לקוח"},
    {"language", "language|lang|locale|preferred language|dil|dili|nyelv|שפה"},
    {"formality", "formality|form of address|resmiyet|magázás|רשמיות"},
    {"country", "country|country code|ülke|ülke kodu|ország|országkód|מדינה|ארץ"},
    {"email",
     "email|e mail|mail|email address|e mail address|customer email|requester "
     "email|eposta|e posta|e posta adresi|eposta adresi|müşteri e posta|email cím|e mail "
     "cím|דואל|דוא "
     "ל|אימייל|מייל|כתובת מייל|דואר אלקטרוני"},
    {"email_2", "email 2|second email|other email|ikinci e posta|e posta 2|második email|אימייל 2"},
    {"phone",
     "phone|phone number|mobile|mobile phone|cell|cell phone|telephone|tel|gsm|telefon|telefon "
     "numarası|telefon no|cep|cep telefonu|cep tel|telefonszám|mobil|mobilszám|טלפון|נייד|טלפון "
     "נייד|מספר טלפון|סלולרי"},
    {"phone_2",
     "phone 2|second phone|home phone|work phone|other phone|ikinci telefon|telefon 2|ev "
     "telefonu|iş "
     "telefonu|másik telefon|vezetékes|טלפון 2|טלפון נוסף"},
    {"street",
     "street|address|street address|address line 1|adres|sokak|açık adres|cím|utca|utca "
     "házszám|כתובת|רחוב"},
    {"district", "district|county|ilçe|semt|kerület|megye|שכונה|מחוז"},
    {"postal_code", "postal code|postcode|zip|zip code|posta kodu|irányítószám|irsz|מיקוד"},
    {"city", "city|town|şehir|il|kent|város|település|helység|עיר|יישוב"},
    {"subject",
     "subject|summary|title|case subject|ticket subject|konu|başlık|talep konusu|tárgy|téma|נושא|"
     "כותרת"},
    {"text",
     "text|description|message|body|details|content|comment|açıklama|mesaj|metin|detay|talep|"
     "içerik|"
     "leírás|üzenet|szöveg|részletek|תיאור|הודעה|פירוט|תוכן"},
    {"case_kind",
     "kind|type|case type|ticket type|category|tür|tip|tipi|talep türü|başvuru "
     "türü|kategori|típus|kategória|ügytípus|סוג|סוג פנייה|קטגוריה"},
    {"channel", "channel|source|via|kanal|kaynak|csatorna|forrás|ערוץ|מקור"},
    {"priority", "priority|urgency|öncelik|aciliyet|prioritás|sürgősség|עדיפות|דחיפות"},
    {"state", "state|status|case status|durum|durumu|állapot|státusz|מצב|סטטוס"},
    {"opened_at",
     "opened|opened at|created|created at|date|date created|open date|açılış|açılış "
     "tarihi|oluşturma "
     "tarihi|kayıt tarihi|tarih|létrehozva|létrehozás dátuma|nyitás|dátum|megnyitva|תאריך|תאריך "
     "פתיחה|נפתח|נוצר"},
    {"closed_at",
     "closed|closed at|closed date|resolved|resolved at|solved at|kapanış|kapanış tarihi|çözüm "
     "tarihi|lezárva|lezárás dátuma|megoldva|תאריך סגירה|נסגר"},
    {"team",
     "team|group|department|queue|ekip|grup|birim|departman|csapat|csoport|osztály|צוות|"
     "קבוצה|מחלקה"},
    {"owner",
     "owner|assignee|agent|assigned to|agent email|sorumlu|atanan|temsilci|müşteri "
     "temsilcisi|felelős|ügyintéző|אחראי|נציג|מטפל"},
    {"tags", "tags|labels|tag|etiket|etiketler|címke|címkék|תגיות|תגית"},
};

struct Word {
  char const* meaning;
  char const* word;
  char const* names;
};

constexpr Word kWords[] = {
    {"kind", "person",
     "person|individual|private|kişi|bireysel|şahıs|magánszemély|személy|אדם|פרטי"},
    {"kind", "organisation",
     "organisation|organization|company|business|corporate|kuruluş|kurumsal|şirket|firma|tüzel|cég|"
     "szervezet|vállalat|ארגון|חברה|עסקי"},
    {"language", "tr", "tr|turkish|türkçe|türk|török|טורקית"},
    {"language", "hu", "hu|hungarian|macarca|magyar|הונגרית"},
    {"language", "he", "he|iw|hebrew|ibranice|héber|עברית"},
    {"language", "en", "en|english|ingilizce|angol|אנגלית"},
    {"formality", "formal", "formal|resmi|siz|magázó|magázás|רשמי"},
    {"formality", "informal", "informal|samimi|sen|tegező|tegezés|לא רשמי"},
    {"country", "TR", "tr|turkey|türkiye|turkiye|törökország|טורקיה"},
    {"country", "HU", "hu|hungary|macaristan|magyarország|הונגריה"},
    {"country", "IL", "il|israel|israil|izrael|ישראל"},
    {"country", "DE", "de|germany|almanya|németország|גרמניה"},
    {"country", "GB",
     "gb|uk|united kingdom|great britain|ingiltere|birleşik krallık|egyesült "
     "királyság|nagy britannia|בריטניה"},
    {"country", "US", "us|usa|united states|abd|amerika|egyesült államok|ארצות הברית|ארהב"},
    {"country", "AT", "at|austria|avusturya|ausztria|אוסטריה"},
    {"country", "RO", "ro|romania|romanya|románia|רומניה"},
    {"country", "SK", "sk|slovakia|slovakya|szlovákia|סלובקיה"},
    {"case_kind", "question", "question|inquiry|enquiry|soru|bilgi|bilgi talebi|kérdés|שאלה|בירור"},
    {"case_kind", "suggestion", "suggestion|idea|feature request|öneri|javaslat|הצעה"},
    {"case_kind", "complaint",
     "complaint|problem|incident|şikayet|şikâyet|sorun|panasz|probléma|תלונה|בעיה|תקלה"},
    {"case_kind", "repair", "repair|fault|onarım|tamir|arıza|servis|javítás|hiba|תיקון"},
    {"case_kind", "installation", "installation|setup|kurulum|montaj|beüzemelés|telepítés|התקנה"},
    {"case_kind", "maintenance", "maintenance|bakım|karbantartás|תחזוקה|טיפול"},
    {"case_kind", "order", "order|sipariş|rendelés|הזמנה"},
    {"case_kind", "return", "return|refund|iade|visszaküldés|visszáru|החזרה|זיכוי"},
    {"channel", "email", "email|e mail|mail|eposta|e posta|אימייל|מייל|דואל"},
    {"channel", "phone", "phone|telephone|call|telefon|çağrı|hívás|טלפון|שיחה"},
    {"channel", "chat", "chat|live chat|sohbet|canlı destek|csevegés|צ'אט|צאט"},
    {"channel", "desk", "desk|counter|store|mağaza|danışma|yüz yüze|pult|üzlet|דלפק|חנות"},
    {"channel", "letter", "letter|post|mektup|posta|levél|מכתב"},
    {"channel", "social",
     "social|facebook|instagram|twitter|x|sosyal medya|közösségi média|רשת "
     "חברתית"},
    {"channel", "portal", "portal|web|web form|website|form|web sitesi|weboldal|űrlap|אתר|טופס"},
    {"channel", "api", "api"},
    {"priority", "low", "low|minor|düşük|alacsony|נמוכה|נמוך"},
    {"priority", "normal", "normal|medium|orta|normál|közepes|רגילה|רגיל|בינונית"},
    {"priority", "high", "high|major|yüksek|magas|גבוהה|גבוה"},
    {"priority", "urgent", "urgent|critical|acil|kritik|çok yüksek|sürgős|kritikus|דחופה|דחוף"},
    {"state", "open",
     "open|new|pending|in progress|on hold|waiting|reopened|açık|yeni|beklemede|"
     "işlemde|devam ediyor|nyitott|új|folyamatban|függőben|פתוח|פתוחה|חדש|בטיפול|"
     "ממתין"},
    {"state", "closed",
     "closed|solved|resolved|done|completed|kapalı|kapandı|çözüldü|tamamlandı|"
     "lezárt|lezárva|megoldott|megoldva|kész|סגור|סגורה|נסגר|נפתר|נפתרה|הושלם"},
};

std::map<std::string, std::string> const& headings() {
  static auto const all = [] {
    std::map<std::string, std::string> out;
    for (auto const& [meaning, names] : kHeadings)
      for (auto const& name : split(names, '|')) out.emplace(folded_words(name), meaning);
    return out;
  }();
  return all;
}

std::map<std::string, std::string> const& words() {
  static auto const all = [] {
    std::map<std::string, std::string> out;
    for (auto const& [meaning, word, names] : kWords)
      for (auto const& name : split(names, '|'))
        out.emplace(std::string(meaning) + "|" + folded_words(name), word);
    return out;
  }();
  return all;
}

}  // namespace

std::string folded_words(std::string_view text) {
  std::string out;
  for (char const c : fold(std::string(text))) {
    auto const u = static_cast<unsigned char>(c);
    bool const keeps = u >= 0x80 || std::isalnum(u);
    if (keeps) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string meaning_of_heading(std::string const& heading, Target target) {
  auto const folded = folded_words(heading);
  auto const found = headings().find(folded);
  auto meaning = found == headings().end() ? std::string() : found->second;
  // One heading, two trades: a customer's title, a concern's.
  if (target == Target::Cases && folded == "title") return "subject";
  if (target == Target::Customers && meaning == "case_kind") return "kind";
  return meaning;
}

std::string word_of(std::string_view meaning, std::string const& written) {
  auto const folded = folded_words(written);
  auto const found = words().find(std::string(meaning) + "|" + folded);
  return found == words().end() ? folded : found->second;
}

}  // namespace vefa::imports
