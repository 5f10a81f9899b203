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

constexpr Names kHeadingsOfGoods[] = {
    {"product_name",
     "product name|product|item|item name|article|description|name|ürün|ürün adı|ürün ismi|stok "
     "adı|ad|isim|termék|terméknév|megnevezés|cikk|név|שם מוצר|שם המוצר|מוצר|פריט|שם פריט|שם"},
    {"manufacturer",
     "manufacturer|maker|producer|vendor|üretici|üretici firma|imalatçı|gyártó|gyártó neve|יצרן|שם "
     "יצרן"},
    {"brand", "brand|trade mark|trademark|marka|márka|מותג"},
    {"model",
     "model|model name|model number|model no|type|model adı|model kodu|model no|tip|modell|típus|"
     "modellszám|דגם|מספר דגם"},
    {"gtin", "gtin|ean|ean13|ean 13|upc|barcode|bar code|barkod|barkod no|vonalkód|ברקוד"},
    {"sku",
     "sku|item number|item no|article number|product code|product id|stock code|stok kodu|ürün "
     "kodu|ürün no|malzeme kodu|cikkszám|termékkód|מק ט|מקט|קוד מוצר"},
    {"group",
     "group|product group|category|product category|grup|ürün grubu|kategori|ürün "
     "kategorisi|csoport|termékcsoport|kategória|קבוצה|קבוצת מוצרים|קטגוריה"},
    {"name_tr", "name tr|turkish name|türkçe ad|türkçe adı|török név|שם בטורקית"},
    {"name_hu", "name hu|hungarian name|macarca ad|magyar név|magyar megnevezés|שם בהונגרית"},
    {"name_he", "name he|hebrew name|ibranice ad|héber név|שם בעברית"},
    {"name_en", "name en|english name|ingilizce ad|angol név|שם באנגלית"},
    {"product_kind", "kind|product type|ürün türü|tür|termékfajta|fajta|סוג|סוג מוצר"},
    {"legal_life_months",
     "legal life months|usage life months|usage life|kullanım ömrü ay|kullanım ömrü|élettartam "
     "hónap|élettartam|אורך חיים חודשים"},
    {"serial",
     "serial|serial number|serial no|sn|s n|seri no|seri numarası|serino|sorozatszám|gyári "
     "szám|gyáriszám|szériaszám|מספר סידורי|מס סידורי|סידורי"},
    {"manufactured_on",
     "manufactured|manufactured on|date of manufacture|production date|üretim tarihi|imal tarihi|"
     "gyártás dátuma|gyártási idő|תאריך ייצור"},
    {"place", "place|location|installed at|yer|konum|montaj adresi|hely|felállítás helye|מיקום"},
    {"sold_on",
     "sold|sold on|sale date|date of sale|purchase date|date of purchase|purchased|invoice date|"
     "satış tarihi|alış tarihi|satın alma tarihi|fatura tarihi|eladás dátuma|vásárlás "
     "dátuma|vásárlás napja|számla dátuma|תאריך מכירה|תאריך קנייה|תאריך רכישה|תאריך חשבונית"},
    {"seller",
     "seller|shop|store|dealer|retailer|sold by|satıcı|bayi|mağaza|eladó|bolt|kereskedő|"
     "üzlet|מוכר|חנות|סניף|משווק"},
    {"sale_number",
     "invoice|invoice number|invoice no|receipt|receipt number|order number|fatura no|fatura "
     "numarası|fiş no|sipariş no|számlaszám|számla száma|nyugtaszám|rendelésszám|מספר חשבונית|"
     "חשבונית|מספר הזמנה"},
    {"price",
     "price|amount|sale price|fiyat|satış fiyatı|tutar|bedel|ár|eladási ár|összeg|מחיר|סכום"},
    {"currency", "currency|currency code|para birimi|döviz|pénznem|deviza|מטבע"},
    {"delivered_on",
     "delivered|delivered on|delivery date|teslim tarihi|teslimat tarihi|átadás dátuma|szállítás "
     "dátuma|kiszállítva|תאריך אספקה|תאריך מסירה"},
    {"commissioned_on",
     "commissioned|commissioned on|installation date|installed on|kurulum tarihi|montaj "
     "tarihi|devreye alma tarihi|üzembe helyezés dátuma|üzembe helyezve|beüzemelés "
     "dátuma|תאריך התקנה"},
    {"commissioned_by",
     "commissioned by|installed by|kuran|devreye alan|üzembe helyezte|הותקן על ידי"},
    {"sale_country", "sale country|country of sale|satış ülkesi|eladás országa|ארץ המכירה"},
    {"consumer",
     "consumer|consumer sale|private buyer|tüketici|bireysel alıcı|fogyasztó|magánvásárló|צרכן|"
     "לקוח פרטי"},
    {"used_goods", "used|used goods|second hand|ikinci el|kullanılmış|használt|משומש|יד שנייה"},
    {"proof",
     "proof|proof of purchase|belge|satın alma belgesi|bizonylat|igazolás|הוכחת קנייה|אסמכתה"},
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
    {"product_kind", "product", "product|device|ürün|cihaz|termék|készülék|מוצר|מכשיר"},
    {"product_kind", "part", "part|spare part|yedek parça|parça|alkatrész|חלק|חלק חילוף"},
    {"commissioned_by", "seller", "seller|shop|satıcı|bayi|eladó|kereskedő|מוכר"},
    {"commissioned_by", "agent",
     "agent|service|authorised service|servis|yetkili servis|szerviz|szakszerviz|שירות|תחנת שירות"},
    {"commissioned_by", "consumer", "consumer|customer|tüketici|müşteri|fogyasztó|vevő|צרכן|לקוח"},
    {"proof", "nothing_yet",
     "nothing|nothing yet|none|no|yok|henüz yok|nincs|még nincs|אין|עדיין אין"},
    {"proof", "photo", "photo|picture|fotoğraf|resim|fénykép|fotó|תמונה|צילום"},
    {"proof", "e_invoice",
     "e invoice|einvoice|electronic invoice|e fatura|e arşiv|e számla|elektronikus "
     "számla|חשבונית אלקטרונית"},
    {"proof", "receipt", "receipt|invoice|fiş|fatura|nyugta|számla|blokk|קבלה|חשבונית"},
    {"proof", "certificate",
     "certificate|warranty certificate|garanti belgesi|jótállási jegy|garanciajegy|תעודת אחריות"},
    {"state", "open",
     "open|new|pending|in progress|on hold|waiting|reopened|açık|yeni|beklemede|"
     "işlemde|devam ediyor|nyitott|új|folyamatban|függőben|פתוח|פתוחה|חדש|בטיפול|"
     "ממתין"},
    {"state", "closed",
     "closed|solved|resolved|done|completed|kapalı|kapandı|çözüldü|tamamlandı|"
     "lezárt|lezárva|megoldott|megoldva|kész|סגור|סגורה|נסגר|נפתר|נפתרה|הושלם"},
};

using Headings = std::map<std::string, std::string>;

template <std::size_t N>
Headings by_heading(Names const (&all)[N]) {
  Headings out;
  for (auto const& [meaning, names] : all)
    for (auto const& name : split(names, '|')) out.emplace(folded_words(name), meaning);
  return out;
}

std::string find_in(Headings const& all, std::string const& folded) {
  auto const found = all.find(folded);
  return found == all.end() ? std::string() : found->second;
}

std::string heading_of_people(std::string const& folded) {
  static auto const all = by_heading(kHeadings);
  return find_in(all, folded);
}

std::string heading_of_goods(std::string const& folded) {
  static auto const all = by_heading(kHeadingsOfGoods);
  return find_in(all, folded);
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
  auto const of_goods = heading_of_goods(folded);
  if (target == Target::Products) return of_goods;
  auto meaning = heading_of_people(folded);
  // One heading, two trades: a customer's title, a concern's; her name, a product's.
  if (target == Target::Cases && folded == "title") return "subject";
  if (target == Target::Customers && meaning == "case_kind") return "kind";
  if (target == Target::Units && of_goods == "product_name")
    return meaning == "display_name" || meaning == "given_name" ? meaning : "description";
  if (target == Target::Units && !of_goods.empty()) return of_goods;
  return meaning;
}

std::string word_of(std::string_view meaning, std::string const& written) {
  auto const folded = folded_words(written);
  auto const found = words().find(std::string(meaning) + "|" + folded);
  return found == words().end() ? folded : found->second;
}

}  // namespace vefa::imports
