bundle-title = Sans réseau : par fichier
bundle-explained = Un fichier chiffré porte ce qui manque à l’autre ordinateur : clé USB ou courriel. Lui seul peut le lire. L’ouvrir deux fois ne gêne pas.
bundle-for = Pour qui
bundle-for-hub = Le pivot de la ville : ce qu’il n’a pas encore vu
bundle-for-all = Tous les ordinateurs de { $name }
bundle-for-device = { $device } ({ $name })
bundle-everything = Tout depuis le début, pour un ordinateur qui a perdu des données
bundle-save = Enregistrer un fichier…
bundle-open = Ouvrir un fichier reçu…
bundle-working = Échange par fichier en cours
bundle-nothing = { $name } : tout a déjà été confirmé. Aucun fichier n’a été écrit.
bundle-written = { $count ->
    [one] Un changement est dans le fichier pour : { $name }.
   *[other] { $count } changements sont dans le fichier pour : { $name }.
 }
bundle-read = { $count ->
    [one] Un changement de « { $device } » a été repris.
   *[other] { $count } changements de « { $device } » ont été repris.
 }
bundle-read-nothing = Rien de nouveau de « { $device } ».
bundle-refused = { $count ->
    [one] Un changement a été refusé : voyez À régler.
   *[other] { $count } changements ont été refusés : voyez À régler.
 }
bundle-waiting = { $count ->
    [one] Un changement attend : il manque un fichier précédent de « { $device } ». Ouvrez-le aussi.
   *[other] { $count } changements attendent : il manque un fichier précédent de « { $device } ». Ouvrez-le aussi.
 }
bundle-other-city = Ce fichier vient d’une autre ville ({ $city }). Il ne peut pas être ouvert ici.
bundle-not-one = Ce n’est pas un fichier d’échange Mainforte. Choisissez-en un autre.
bundle-newer-version = Ce fichier vient d’une version plus récente de Mainforte. Mettez d’abord cet ordinateur à jour.
bundle-damaged = Ce fichier est incomplet ou abîmé. Rien n’en a été repris. Demandez-le de nouveau.
bundle-too-large = Ce fichier serait trop grand. Connectez plutôt les deux ordinateurs.
bundle-not-for-us = Ce fichier a été fait pour un autre ordinateur. Demandez-en un pour celui-ci.
bundle-no-readers = Il n’y a là aucun ordinateur qui puisse lire un fichier.
sync-waits = À envoyer
repair-title = En cas de doute
repair-explained = Tout ce qui s’affiche est refait à partir de ce qui est enregistré, puis comparé avec le pivot au prochain contact. Votre travail n’est pas touché.
repair-button = Vérifier et réparer
repair-working = Vérification en cours
repair-done = { $count ->
    [one] Un document vérifié
   *[other] { $count } documents vérifiés
 }, rien à réparer.
repair-mended = Réparé : { $documents }, { $lists }.
repair-documents = { $count ->
    [one] un document
   *[other] { $count } documents
 }
repair-lists = { $count ->
    [one] une liste affichée
   *[other] { $count } listes affichées
 }
repair-all-agree = Comparé avec tous les ordinateurs : chacun a la même chose.
repair-same = Même contenu que : { $devices }.
repair-brought = { $count ->
    [one] Un changement qui manquait ici est revenu de : { $devices }.
   *[other] { $count } changements qui manquaient ici sont revenus de : { $devices }.
 }
repair-not-met = { $count ->
    [one] Un ordinateur sera comparé au prochain contact.
   *[other] { $count } ordinateurs seront comparés au prochain contact.
 }
way-local = réseau local
way-direct = en direct
way-relay = par le relais de la Ville
sync-relay = Relais nommé par la Ville, pour les ordinateurs sans accès direct : { $relay }
sync-no-relay = La Ville ne nomme aucun relais : chaque ordinateur doit pouvoir joindre le pivot en direct.
repair-unreadable = { $count ->
    [one] Un document est abîmé ici, l’historique de ses changements aussi. Les autres ordinateurs rapportent ce qui manque au prochain contact. Recommencez ensuite ; si ce message revient, signalez-le.
   *[other] { $count } documents sont abîmés ici, l’historique de leurs changements aussi. Les autres ordinateurs rapportent ce qui manque au prochain contact. Recommencez ensuite ; si ce message revient, signalez-le.
 }
arriving-title = Les données arrivent
arriving-lead = Vous pouvez déjà travailler : ce qui arrive s’affiche à mesure.
arriving-of = { $received } sur { $of } changements
arriving-so-far = { $received } changements reçus jusqu’ici
