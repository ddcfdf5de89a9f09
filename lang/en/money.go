package en

// Currencies returns the names of ISO 4217 that one country or union uses, as English
// writes them: its code and its forms, singular first, parted by ";". Names under "-"
// are those of several countries alone.
func Currencies() string { return currencies }

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
	- dinar dinars; - peso pesos; - franc francs; - shilling shillings; - krone kroner krones; - escudo escudos; - crown crowns`

// SharedMoney returns the names that several countries give their money, and the
// codes, names and adjectives of those countries. An adjective before the name
// decides ("Kenyan shillings"); where there is none, the country of these that a
// report names most.
func SharedMoney() map[string]string { return sharedMoney }

var sharedMoney = map[string]string{
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
