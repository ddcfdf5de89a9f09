package en

import "strings"

// Markup holds the names by which web pages call their parts, in classes and ids:
// English for the most part, whatever language the page is in. Names are looked at
// word by word ("relatedPosts" is "related", "posts").
type Markup struct {
	Around  Set      // what stands around an article: menus, footers, buttons to share
	Teasers Set      // what leads to other articles
	Ads     Set      // what is paid for or asks for something
	Replies Set      // what readers wrote
	Figures Set      // pictures, with what is written below them
	Writers Set      // lines on who wrote it
	Hidden  Set      // what is not shown
	Walls   Set      // what asks to subscribe
	Dates   Set      // what holds a date
	Bodies  []string // the text of an article, words parted by hyphens: "-article-body-"
	Middles []string // likewise, less sure
	Whole   Set      // the text of an article, where it is the whole name
	Entries Set      // an entry of a live page
	Roles   Set      // roles of what stands around an article
}

// PartNames returns these names.
func PartNames() *Markup { return &markup }

var markup = Markup{
	Around: Words(`nav navbar navigation menu submenu subnav topnav breadcrumb breadcrumbs footer sidebar share sharing shares sharebar sharetools social socials sociable addthis addtoany
		subscribe subscription signup login banner toolbar topbar tags tag taglist keywords keyword toc widget widgets print printer
		button buttons btn pagination pager paging rating ratings metadata postmeta search searchform masthead copyright disclaimer syndication modal popup popover overlay tooltip dropdown
		skip skiplink backtotop totop feedback vote votes poll survey quiz bookmark tools utility utilities categories category eyebrow kicker topics topic hashtags license permalink timestamp dateline
		carousel slider slideshow slides player playlist videoplayer podcast audio jetpack sharedaddy likes viral follow followus options settings instagram facebook toolbox actions infobox factbox weather lottery horoscope`),
	Teasers: Words(`related relatedposts relatedarticles relatedstories relatedcontent teaser teasers recommended recommendation recommendations recommend recirc recirculation popular mostpopular mostread trending
		latest readmore readnext readalso upnext morefrom morestories next previous prev adjacent siblings seealso youmaylike crosslink crosslinks linklist linkbox links spotlight onward outbrain taboola
		zergnet revcontent plista promo promos promobox inread upsell suggested suggestions similar moreon mehr weiterlesen interlinks backlinks`),
	Ads: Words(`ad ads adv advert adverts advertisement advertisements advertising advertorial anzeige anzeigen werbung reklam reklama publicidad publicidade pub sponsor sponsored sponsors dfp googlead adsense adslot adbox adunit
		adcontainer adwrapper adsbygoogle gpt commercial marketing affiliate affiliates criteo
		newsletter newsletters cookie cookies consent gdpr ccpa onetrust`),
	Replies: Words(`comment comments commentlist commentary disqus respond reply replies kommentare kommentar commentaires comentarios commentform discussion nocomments akismet livefyre fbcomments pinglist trackbacks trackback`),
	Figures: Words(`caption captions figcaption imagecaption credit credits photocredit imagecredit thumbnail thumb thumbs gallery galleries galerie lightbox imgcaption bildunterschrift legende copyrights`),
	Writers: Words(`author authors authorbox authorbio byline bylines autor autoren autore auteur writer bio biography aboutauthor contributor contributors vcard`),
	Hidden:  Words(`hidden hide invisible noprint notloaded visuallyhidden offscreen`),
	Walls: Words(`paywall paywalled paywallbox regwall registerwall subscriberonly subscribersonly piano tppaywall plus paid paidcontent premium premiumcontent locked obfuscated blurred
		metered meter abo abonnement subscriptionwall barrier gate gated`),
	Dates: Words(`date dates datum datetime time timestamp publish published pubdate publishdate publication posted postdate submitted fecha parution dateline created updated entry-date postmeta meta byline subline info infos
		kicker day stand erstellt datepublished timeago clock calendar data fecha-publicacion tarih tanggal dato datums pub released release ago`),
	Bodies: strings.Fields(`post-text post-body post-entry postentry post-content postcontent article-text articletext entry-content entrycontent entry-text article-content articlecontent article-body articlebody body-text bodytext
		text-content art-content article-copy body-copy bodycopy story-body storybody story-content storycontent story-text storytext news-text newstext news-body news-content newscontent article-main artikel-text artikeltext
		article-paragraphs article-section article-inner text-body textbody rich-text richtext cuerpo-noticia texto-noticia field-name-body field-body blog-content story-copy content-text contenttext text-article detail-text news-detail`),
	Middles: strings.Fields(`content-main main-content maincontent content-body contentbody page-content single-content single-post theme-content section-content blog-post blogpost article-container article-wrapper article-detail
		wpb-text-column post-inner-wrapper fulltext full-text content-article main-column main-text content-inner content-area inner-content entry-body post-article single-article singlepost primary-content`),
	Whole:   Words(`post entry text story article content maincontent articlecontent body cell hentry artikel articulo noticia`),
	Roles:   Words(`navigation search banner contentinfo complementary menu dialog`),
	Entries: Words(`entry liveblog-entry live-entry update live-update live-post block post event ticker-entry lb-post timeline-item`),
}

// A MetaVocabulary holds the names under which pages carry what they say about
// themselves, the surest first, in small letters.
type MetaVocabulary struct {
	Title, Publisher, Author, URL, Section, Language []string
	Date                                             []string // of publication
	LaterDate                                        []string // likewise, less sure
	Modified                                         []string
	Like                                             []string // parts of other names of that kind
	Published, Changed                               []string // what stands in the class of an element with such a date
	By                                               Set      // words before the name of an author
	BodyKeys                                         []string // keys under which a script holds the text
	Visible, Updated                                 Set      // words beside a date that was printed
	Elsewhere                                        Set      // properties of microdata that are about something else
	DateAttrs                                        Set      // attributes that hold a date
}

// MetaNames returns these names.
func MetaNames() *MetaVocabulary { return &metaVocabulary }

var metaVocabulary = MetaVocabulary{
	Title:     strings.Fields(`og:title twitter:title headline dc.title dcterms.title sailthru.title parsely-title citation_title title`),
	Publisher: strings.Fields(`og:site_name publisher dc.publisher dcterms.publisher article:publisher citation_journal_title application-name`),
	Author:    strings.Fields(`article:author author parsely-author sailthru.author dc.creator dcterms.creator byl og:article:author citation_author twitter:data1`),
	URL:       strings.Fields(`og:url parsely-link twitter:url`),
	Section:   strings.Fields(`article:section og:article:section section parsely-section sailthru.section dc.subject category news_category`),
	Language:  strings.Fields(`content-language dc.language dcterms.language language lang`),
	Date: strings.Fields(`article:published_time og:article:published_time article:published article:published_date article:publicationdate article:post_date og:published_time og:publish_date og:pubdate og:datepublished og:regdate
		datepublished date_published published_time published-date published_date publisheddate publish_time publishdate publish-date publish_date publication_date publication-date pubdate parsely-pub-date sailthru.date article.published article_date_original
		originalpublicationdate cxenseparse:recs:publishtime cxenseparse:publishtime dc.date.issued dcterms.issued dcterms.created dc.date.created dc.created dc:created date_created datecreated dateposted created
		citation_publication_date citation_date citation_online_date bt:pubdate displaydate analyticsattributes.articledate article.created content_create_date dcsext.articlefirstpublished doc_date gentime mediator_published_time pdate ptime rbpubdate
		rnews:datepublished shareaholic:article_published_time twt-published-at vr:published_time video:release_date last-publish dcterms.available`),
	LaterDate: strings.Fields(`dc.date dcterms.date dc:date date release_date timestamp`),
	Modified: strings.Fields(`article:modified_time og:article:modified_time og:updated_time article:modified article:modified_date article:post_modified datemodified date_modified dcterms.modified dc.modified dc.date.modified lastmodified last-modified lastmod
		modified modified_time modificationdate moddate bt:moddate og:modified_time revised revision_date updated_time last_updated_date`),
	Published: strings.Fields(`publi posted entry-date entry-time pubdate created veröffentlicht dtpublish date-posted post-date postdate`),
	Like:      strings.Fields(`publi creat upload issued posted`),
	Changed:   strings.Fields(`modified updated update changed`),
	By:        NewSet(strings.Fields(`by von par por di da door av af autor author autore auteur yazan oleh redigerat`)...),
	Elsewhere: Words(`citation comment review relatedlink ispartof haspart isbasedon mentions video image associatedmedia`),
	DateAttrs: Words(`datetime data-datetime data-date data-published data-publish-date data-seconds data-timestamp data-utime data-time data-created data-pubdate`),
	BodyKeys:  strings.Fields(`articlebody body content text html bodyhtml contenthtml articlecontent storybody`),
	Visible: NewSet(strings.Fields(`published posted date released created veröffentlicht publié publicado pubblicato gepubliceerd opublikowano publicerad publisert udgivet опубликовано vom am stand datum erstellt
		le fecha data issued yayınlanma tarihi added filed erschienen online`)...),
	Updated: NewSet(strings.Fields(`updated update modified aktualisiert actualizado atualizado aggiornato mis bijgewerkt zaktualizowano обновлено güncelleme last zuletzt geändert edited uppdaterad opdateret revised registriert registered joined inscrit registrado since`)...),
}
