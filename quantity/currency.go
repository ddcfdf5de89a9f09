package quantity

import (
	"sort"
	"strings"
)

// currencies are the names of ISO 4217 that one country or union uses, as
// English writes them, singular and plural.
const currencies = `AFN afghani afghanis; AOA kwanza kwanzas; AED dirham dirhams; ALL lek leks lekë; AMD dram drams;
	AZN manat manats; BDT taka takas; BGN lev leva levs; BOB boliviano bolivianos; BRL real reais; BTN ngultrum ngultrums;
	BWP pula pulas; CNY yuan renminbi yuans; CRC colon colón colones colons; CZK koruna korunas koruny korun; ERN nakfa nakfas;
	ETB birr birrs; EUR euro euros; GEL lari laris; GBP sterling; GHS cedi cedis; GMD dalasi dalasis; GTQ quetzal quetzales quetzals;
	HNL lempira lempiras; HRK kuna kunas; HTG gourde gourdes; HUF forint forints; IDR rupiah rupiahs; ILS shekel shekels;
	JPY yen; KGS som soms; KHR riel riels; KRW won; KZT tenge tenges; LAK kip kips; LSL loti maloti; MGA ariary;
	MKD denar denars; MMK kyat kyats; MNT tugrik tugriks togrog; MOP pataca patacas; MRU ouguiya ouguiyas; MVR rufiyaa;
	MWK ; MYR ringgit ringgits; MZN metical meticais meticals; NGN naira nairas; NIO cordoba córdoba cordobas córdobas;
	PAB balboa balboas; PEN sol soles; PGK kina kinas; PLN zloty złoty zlotys zloties złotych; PYG guarani guaraní guaranis guaranies guaraníes;
	RON leu lei; RUB ruble rubles rouble roubles; SEK krona kronor kronas; SLL leone leones; STN dobra dobras; SZL lilangeni emalangeni;
	THB baht bahts; TJS somoni somonis; TOP pa'anga; TRY lira liras; UAH hryvnia hryvnias hryvnya hryven; UZS soum soums;
	VES bolivar bolívar bolivars bolívares bolivares; VND dong dongs; VUV vatu vatus; WST tala talas;
	ZAR rand rands; ZMW kwacha kwachas;
	USD dollar dollars; GBP pound pounds; INR rupee rupees; SAR riyal riyals; IRR rial rials;
	- dinar dinars; - peso pesos; - franc francs; - shilling shillings; - krone kroner krones; - escudo escudos`

// shared are the names that several countries give their money, and what those
// countries and their adjectives are called. An adjective before the name
// decides ("Kenyan shillings"); where there is none, the country of these that
// the report names most.
var shared = map[string]string{
	"dollar": `USD American|US|U.S.|United States|America; CAD Canadian|Canada; AUD Australian|Australia; NZD New Zealand; HKD Hong Kong;
		SGD Singapore|Singaporean; TWD Taiwan|Taiwanese; JMD Jamaican|Jamaica; ZWL Zimbabwean|Zimbabwe; NAD Namibian|Namibia;
		LRD Liberian|Liberia; FJD Fijian|Fiji; TTD Trinidad|Tobago; BSD Bahamian|Bahamas; BBD Barbadian|Barbados; BZD Belizean|Belize;
		GYD Guyanese|Guyana; SBD Solomon Islands; BND Bruneian|Brunei; SRD Surinamese|Suriname`,
	"pound": `GBP British|Britain|UK|U.K.|England|Scotland|Wales; EGP Egyptian|Egypt; SSP South Sudanese|South Sudan; SDG Sudanese|Sudan; SYP Syrian|Syria;
		LBP Lebanese|Lebanon; GIP Gibraltar; FKP Falkland`,
	"rupee": `INR Indian|India; PKR Pakistani|Pakistan; NPR Nepali|Nepalese|Nepal; LKR Sri Lankan|Sri Lanka; MUR Mauritian|Mauritius;
		SCR Seychellois|Seychelles`,
	"peso": `MXN Mexican|Mexico; ARS Argentine|Argentinian|Argentina; CLP Chilean|Chile; COP Colombian|Colombia; PHP Philippine|Philippines|Filipino;
		CUP Cuban|Cuba; UYU Uruguayan|Uruguay; DOP Dominican`,
	"franc": `CHF Swiss|Switzerland; CDF Congolese|Congo; RWF Rwandan|Rwanda; BIF Burundian|Burundi; GNF Guinean|Guinea; DJF Djiboutian|Djibouti;
		KMF Comorian|Comoros; XAF Cameroonian|Cameroon|Chadian|Chad|Gabonese|Gabon|Central African;
		XOF CFA|Senegalese|Senegal|Malian|Mali|Ivorian|Ivory Coast|Burkinabe|Burkina Faso|Nigerien|Togolese|Togo|Beninese|Benin; XPF CFP`,
	"shilling": `KES Kenyan|Kenya; UGX Ugandan|Uganda; TZS Tanzanian|Tanzania; SOS Somali|Somalia`,
	"dinar": `IQD Iraqi|Iraq; JOD Jordanian|Jordan; KWD Kuwaiti|Kuwait; DZD Algerian|Algeria; LYD Libyan|Libya; TND Tunisian|Tunisia;
		BHD Bahraini|Bahrain; RSD Serbian|Serbia; MKD Macedonian|Macedonia`,
	"riyal":  `SAR Saudi|Saudi Arabia; QAR Qatari|Qatar; YER Yemeni|Yemen; OMR Omani|Oman; IRR Iranian|Iran`,
	"rial":   `IRR Iranian|Iran; OMR Omani|Oman; YER Yemeni|Yemen; SAR Saudi|Saudi Arabia; QAR Qatari|Qatar`,
	"lira":   `TRY Turkish|Turkey; SYP Syrian|Syria; LBP Lebanese|Lebanon`,
	"krone":  `NOK Norwegian|Norway; DKK Danish|Denmark`,
	"krona":  `SEK Swedish|Sweden; ISK Icelandic|Iceland`,
	"crown":  `CZK Czech; SEK Swedish; NOK Norwegian; DKK Danish; ISK Icelandic; EEK Estonian; SKK Slovak`,
	"dirham": `AED Emirati|Emirates|UAE|Dubai; MAD Moroccan|Morocco`,
	"kwacha": `ZMW Zambian|Zambia; MWK Malawian|Malawi`,
	"leu":    `RON Romanian|Romania; MDL Moldovan|Moldova`,
	"manat":  `AZN Azerbaijani|Azerbaijan|Azeri; TMT Turkmen|Turkmenistan`,
	"som":    `KGS Kyrgyz|Kyrgyzstan; UZS Uzbek|Uzbekistan`,
	"ruble":  `RUB Russian|Russia; BYN Belarusian|Belarus`,
	"won":    `KRW South Korean|South Korea; KPW North Korean|North Korea`,
	"escudo": `CVE Cape Verdean|Cape Verde|Cabo Verde; PTE Portuguese|Portugal`,
}

// A nation is a country that shares the name of its money.
type nation struct {
	code  string
	names []string // "Kenyan", "Kenya"
}

var (
	nations = readNations()
	coins   = readCoins()
	realms  = readRealms()
)

// A coin is what a word for money stands for.
type coin struct {
	name string // the word in the singular, where several countries use it
	code string // the currency, or the best known of that name; "" for none
}

func readNations() map[string][]nation {
	m := map[string][]nation{}
	for name, list := range shared {
		for _, item := range strings.Split(list, ";") {
			code, names, _ := strings.Cut(strings.TrimSpace(item), " ")
			n := nation{code: code}
			for _, s := range strings.Split(names, "|") {
				n.names = append(n.names, strings.TrimSpace(s))
			}
			m[name] = append(m[name], n)
		}
	}
	return m
}

func readCoins() map[string]coin {
	m := map[string]coin{}
	for _, item := range strings.Split(currencies, ";") {
		f := strings.Fields(item)
		if f[0] == "-" {
			f[0] = ""
		}
		for _, w := range f[1:] {
			m[w] = coin{f[1], f[0]}
		}
	}
	m["crowns"], m["crown"] = coin{"crown", ""}, coin{"crown", ""}
	return m
}

// readRealms returns the currencies by the last word of a country's name or
// adjective and the name of its money: "lankan rupee".
func readRealms() map[[2]string]string {
	m := map[[2]string]string{}
	for name, list := range nations {
		for k := len(list) - 1; k >= 0; k-- { // the first listed has the last word
			for _, s := range list[k].names {
				s = strings.ToLower(s)
				m[[2]string{s[strings.LastIndexByte(s, ' ')+1:], name}] = list[k].code
			}
		}
	}
	return m
}

// MoneyNames returns what English calls the money with a code of ISO 4217, in
// lower case and the singular: "dollar", "australian dollar"; nothing for what is
// no code.
func MoneyNames(code string) []string { return moneyNames[code] }

var moneyNames = func() map[string][]string {
	m := map[string][]string{}
	for _, item := range strings.Split(currencies, ";") {
		if f := strings.Fields(item); len(f) > 1 && f[0] != "-" {
			m[f[0]] = append(m[f[0]], f[1])
		}
	}
	for name, list := range nations {
		for _, n := range list {
			for _, whose := range n.names {
				m[n.code] = append(m[n.code], strings.ToLower(whose)+" "+name)
			}
		}
	}
	for _, names := range m {
		sort.Strings(names)
	}
	return m
}()

// rarely are names of money that are more often other words: so many of them
// must be spoken of, at the least, to be money.
var rarely = map[string]float64{"won": 1000, "real": 1000, "rand": 1000, "dong": 1000, "baht": 1000, "sol": 20, "quetzal": 20, "dram": 20,
	"lek": 20, "kip": 20, "colon": 20, "som": 20, "leu": 20, "lev": 20, "kina": 20, "tala": 20, "loti": 20, "crown": 1 << 60, "pula": 20}

// home returns the currency called name of the country that the report names
// most, or "" where it names none of those that have one. Dollars and pounds are
// those of a country only where it is named more than in passing.
func (r *reader) home(c coin) string {
	if code, ok := r.homes[c.name]; ok {
		return code
	}
	best, most := "", 0
	for _, n := range nations[c.name] {
		count := 0
		for _, s := range n.names {
			count += r.mentions(s)
		}
		for _, o := range nations[c.name] { // "South Sudan" is not Sudan
			for _, long := range o.names {
				for _, s := range n.names {
					if o.code != n.code && strings.HasSuffix(long, " "+s) {
						count -= r.mentions(long)
					}
				}
			}
		}
		if (c.code == "USD" || c.code == "GBP") && n.code != c.code && count < 2 {
			continue
		}
		if count > most {
			best, most = n.code, count
		}
	}
	if r.homes == nil {
		r.homes = map[string]string{}
	}
	r.homes[c.name] = best
	return best
}

// mentions counts how often name stands in the report as a word of its own.
func (r *reader) mentions(name string) int {
	n := 0
	for rest := r.text; ; n++ {
		k := strings.Index(rest, name)
		for k >= 0 && (k > 0 && letterByte(rest[k-1]) || k+len(name) < len(rest) && letterByte(rest[k+len(name)])) {
			next := strings.Index(rest[k+1:], name)
			if next < 0 {
				return n
			}
			k += 1 + next
		}
		if k < 0 {
			return n
		}
		rest = rest[k+len(name):]
	}
}

func letterByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80 }
