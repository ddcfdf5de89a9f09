package en

import "strings"

// PageWords are the words by which the parts of a page are told apart: what pages carry
// about their articles, bylines, datelines, credits. Nothing lists them but the pages
// themselves; package clean has the grammar. They are as written, with their capitals.
type PageWords struct {
	Whole  []string // lines of a page, where they are the whole line: "Share"
	Glued  []string // also where the next word is glued to them: "Supported byBy Ana Reis"
	Spaced []string // also where a space and a capital follow: "Advertisement The governor"
	Opens  []string // with what follows, to the end of the sentence, joint or line: "Read more about ..."
	Rules  []string // likewise, to the end of the line whatever sentences stand there: "© 2021 ..."

	Credits   []string // what only credits say, without the capital that may begin it
	Agencies  Set      // who signs alone
	Wire      Set      // agencies in the brackets of a dateline
	Signs     Set      // small words of bylines
	NotPlaces Set      // labels in capitals that stand where a dateline would
	Particles Set      // small words within names of places
	Ties      Set      // words behind which a sentence goes on
	CamelHead Set      // beginnings of names before a capital: "McAllister"
	Brands    Set      // names with a capital in the middle
	Titles    Set      // abbreviations that stand before a name only
	Shortened Set      // other abbreviations that no paragraph ends with: fewer than Abbreviations and MayEnd, for "Ca." and "Pa." end many
	Openers   Set      // words that begin sentences of news, besides Starters
	Hours     Set      // words that go on with a time of day
	Endings   Set      // what follows a point in the name of a file or an address
}

// Pages returns these words.
func Pages() *PageWords { return &pageWords }

var pageWords = PageWords{
	Whole: phrases(`Advertising|Sponsored by|Sponsored|Paid post|Story continues|Skip Ad|Share|Tweet|Email|Print|Save|Bookmark|See all|View more|Learn more|Find out more|
More coverage|Top stories|Latest news|Trending|Recommended|Related article|Related|In this article|Topics|Tags|Popular now|Sign in|Log in|Register|
Subscribe|Sign up|Newsletter|Newsletters|Follow us|Comments|Watch live|Watch now|Watch video|Listen|Video|Photos|Photo|Image|Gallery|Slideshow|
Loading|Loading...|Close|Menu|Published|Updated|Search|Home|News|World|Abstract|Full text|Privacy policy|Cookie policy|Terms of use|Terms of service|
Terms and conditions|Contact us|About us|More from|Also on`),
	Glued: phrases(`Supported by|Sponsored content|Promoted content|Continue reading|Story continues below|Article continues below|Back to top|Scroll to continue|
Share this|Share on X|Share via email|Share full article|Tweet this|Email this article|Print this article|Print article|Copy link|Link copied|
Save this story|Save for later|Gift this article|Give this article|See more|Show more|Load more|Read the full story|Read full story|Read full article|
Read the rest here|Read the full article|Read the original article|Read next|Up next|Next article|Previous article|Read more|More on this story|
More on this topic|Most read|Most popular|Most viewed|Most shared|Editors’ picks|Editors' picks|Editor’s picks|Editor's picks|Trending now|
Recommended for you|Recommended stories|Related articles|Related stories|Related topics|Related coverage|Related content|Related links|
You might also like|You may also like|What to read next|Subscribe now|Sign up now|Leave a comment|Post a comment|View comments|Read comments|
Join the conversation|Play video|Listen to article|View gallery|Enlarge this image|Toggle caption|Hide caption|Keep reading|
You may also be interested in`),
	Spaced: phrases(`Advertisement|Continue reading the main story|Story continues below advertisement|Article continues below advertisement|
Article continues after advertisement|Skip advertisement|Skip to main content|Skip to content|Skip to navigation|Share this article|Share this story|
Share this page|Share on Facebook|Share on Twitter|Share on WhatsApp|See more of the story|Listen to this article`),
	Opens: phrases(`Read the rest of|This story has been updated|This story has been corrected|This article has been updated|This article has been corrected|
For more stories|Published in The|All rights reserved|Some rights reserved|Sign up for|Sign up to|Sign up here|Subscribe to|Subscribe for|
Subscribe today|Get the latest|Get our |Get breaking news|Get email alerts|Join our|Join us on|Download our|Download the app|Follow us on|
Follow him on|Follow her on|Follow them on|Follow @|Find us on|Like us on|Connect with us|Click here|Tap here|Read more about|Read more on|
Read more at|Read more from|You can unsubscribe|Unsubscribe at any time|By signing up, you|By signing up you|By subscribing, you|By clicking|
By continuing to use|By providing your email|You agree to our|Already a subscriber|Already have an account|Become a member|Become a subscriber|
Support our journalism|Support independent journalism|Thank you for reading|Thanks for reading|Thank you for subscribing|Please check your inbox|
Please enable JavaScript|Enable JavaScript|Enter your email|Don’t miss our|Don't miss our|Never miss a story|Start your day with|We use cookies|
This site uses cookies|This website uses cookies|Our website uses cookies|Our site uses cookies|Accept cookies|Accept all cookies|Manage cookies|
This site is protected by reCAPTCHA|Your browser does not support|This material may not be published|Reprints and permissions|Order reprints|
A version of this article|A version of this story|Send tips to|Have a tip|Contact the reporter|The views expressed in|Comments are closed|
Comments have been closed|This is a developing story|Check back for updates|This story is developing`),
	Rules: phrases(`(This story has been|(This story was refiled|(For a graphic|Read more:|Read also:|Also read:|Read:|Related:|Related story:|Related article:|See also:|
More:|Watch:|Listen:|In pictures:|Also see:|Copyright ©|Copyright (c)|Copyright 20|Copyright 19|©|(c) 20|Our Standards:`),
	Credits: phrases(`contributed|eporting by|EPORTING BY|riting by|diting by|ompiled by| reported from|produced by|produced in|originally published|first published|
first appeared|ith files from|ith reporting|ith additional|supplied by|translated|Source: |Sources: |SOURCE: `),
	Agencies: NewSet(phrases(`Reuters|AFP|AP|Associated Press|Agence France-Presse|Xinhua|ANSA|EFE|TASS|Interfax|United Press International|Deutsche Presse-Agentur|Staff`)...),
	Wire:     Words(`AP AFP Reuters CNN UPI EFE ANSA Xinhua TASS dpa DPA IANS PTI BBC`),
	Signs: Words(`and with in of the for at from de del da dos van von der bin ibn al el la le los las di y e special staff writer writers reporter reporters
		correspondent correspondents contributor editor editors columnist bureau chief senior news agency`),
	NotPlaces: Words(`BOOM LOOK WOW EXCERPT PREVIEW RECAP POLL POLLS QUIZ LETTER LETTERS TRANSCRIPT UPDATE UPDATED WATCH BREAKING EXCLUSIVE OPINION ANALYSIS LIVE VIDEO PHOTO PHOTOS READ MORE RELATED EDITORIAL NOTE CORRECTION
		FACTBOX EXPLAINER INTERVIEW COMMENTARY REVIEW FILE FACT PICTURES IMAGE IMAGES AUDIO PODCAST ALERT DEVELOPING STORY HEADLINE SUMMARY BACKGROUND
		QUESTION ANSWER REUTERS TIMELINE LIST KEY SPONSORED ADVERTISEMENT TRENDING LISTEN PART CHAPTER SECTION WARNING`),
	Particles: Words(`of the and de del da do dos du des la le el al an in on upon sur sous en am bei der es-Salaam`),
	Ties:      Words(`a an the of in on at by for from to with and or but as that than into over after before near said says told is are was were be has have had his her its their`),
	CamelHead: Words(`Mc Mac De La Le Di Da Du Van Von Fitz El Al i e`),
	Brands:    Words(`WhatsApp YouTube LinkedIn TikTok FaceTime PayPal JavaScript AccuWeather OpenStreetMap BuzzFeed HuffPost ProPublica SoundCloud GitHub HarperCollins BlackRock DreamWorks FedEx MasterCard NewsGuard`),
	Titles:    Words(`Mr Mrs Ms Mx Dr Prof Gen Lt Col Maj Capt Cmdr Cdr Adm Brig Sgt Cpl Pvt Gov Sen Rep Hon Rev Fr Pres Amb Supt Insp Det Dep Asst Msgr Mme Mlle M St Mt Ft`),
	Shortened: Words(`Ste Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun No Nos no vs v etc al eg ie cf ca approx est fig Fig vol Vol pp ed Ed eds Inc
		Corp Co Ltd Bros LLC Jr Sr Esq Dept Univ Assn Ave Blvd Rd Hwy Sq Pl Bldg Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que`),
	Openers: Words(`One Two Three Four Five Six Seven Eight Nine Ten Dozens Hundreds Thousands Officials Police Residents Analysts Witnesses Across Asked Last Rescue Rescuers Authorities Local Aid`),
	Hours:   Words(`Eastern Central Mountain Pacific Greenwich Local Moscow Monday Tuesday Wednesday Thursday Friday Saturday Sunday`),
	Endings: Words(`com org net gov edu mil int info biz tv co uk html htm php js pdf doc docx xls xlsx csv txt jpg jpeg png gif zip exe`),
}

// phrases returns the phrases of a list, which "|" parts.
func phrases(list string) []string { return strings.Split(strings.ReplaceAll(list, "|\n", "|"), "|") }
