decimal-point = ,
refusal-not-joined = Cet ordinateur n’a pas encore rejoint une ville. Collez l’invitation reçue.
refusal-already-joined = Cet ordinateur a déjà rejoint une ville.
refusal-hub-unreachable = La ville ne répond pas. Vérifiez que cet ordinateur a du réseau, puis réessayez.
refusal-revoked = La ville a retiré l’accès de cet ordinateur. Appelez-la pour en savoir plus.
refusal-hub-only = Seul le pivot de la Ville peut le faire, depuis sa propre fenêtre.
refusal-hub-restored = Le pivot de la Ville a été restauré d’une sauvegarde et attend des nouvelles des associations. Réessayez plus tard.
refusal-hub-restored-awaits = Le pivot de la Ville a été restauré d’une sauvegarde. Il attend encore des nouvelles de : { $awaited }. Demandez-leur de se connecter, ou mettez fin à l’attente sur le pivot.
refusal-city-only = Seul un ordinateur de la ville peut faire cela.
refusal-association-only = Seul un ordinateur d’association peut faire cela.
refusal-already-booked = Cette personne a déjà une place dans ce créneau.
refusal-overlap = Cette personne est déjà prise à cette heure.
refusal-role-full = Ce rôle est complet.
refusal-said-yes = Cette personne a dit oui : on ne la déplace pas sans l’avoir rappelée.
refusal-cancelled = Cela a été annulé entre-temps.
refusal-against-rule = Une règle s’y oppose : { $rules }.
refusal-lent-elsewhere = Cette personne est déjà prêtée de { $from } à { $until }.
refusal-beyond-weekly-hours = Ce prêt dépasserait ses heures de la semaine. Réduisez la durée ou les heures.
refusal-not-lendable = Cette personne ne peut pas être prêtée : elle est en pause, partie, ou pas dans le vivier.
refusal-not-lent = Ce temps est déjà revenu à la Ville : vous pouvez le prêter de nouveau.
refusal-cannot-undo = Cette action ne peut plus être annulée : quelqu’un a continué à partir d’elle.
refusal-plan-stopped = Le calcul a été arrêté. Rien n’a changé.
refusal-disk-full = Le disque est plein. Rien n’est perdu ; libérez de la place et recommencez.
refusal-store-locked = Les données sont ouvertes par un autre programme. Fermez l’autre fenêtre de Mainforte.
refusal-wrong-key = La clé n’ouvre pas les données de cet ordinateur.
refusal-store-damaged = Les données de cet ordinateur sont abîmées ({ $detail }). Les autres ordinateurs ont les leurs ; demandez de l’aide à la ville.
refusal-newer-version = Ces données viennent d’une version plus récente. Mettez Mainforte à jour pour les modifier.
refusal-fault = Cela n’a pas marché, et c’est la faute du programme. Pour le signaler : { $detail }
refusal-other = Cela n’a pas été possible.
invitation-not-one = Ce texte n’est pas une invitation. Copiez la ligne entière, elle commence par « mainforte ».
invitation-damaged = L’invitation est incomplète. Copiez-la de nouveau en entier.
invitation-newer-version = L’invitation vient d’une version plus récente. Mettez Mainforte à jour.
invitation-unknown = La Ville ne connaît pas encore cette invitation. Si elle vient d’un ordinateur de votre association, il doit d’abord joindre la Ville : connectez-le, puis réessayez. Sinon, demandez-en une autre à la Ville.
invitation-used = Cette invitation a déjà servi. Demandez-en une autre à la ville.
invitation-expired = Cette invitation est trop ancienne. Demandez-en une autre à la ville.
not-found-volunteer = Cette personne n’est plus ici.
not-found-shift = Ce créneau n’est plus ici.
not-found-booking = Cette affectation n’est plus ici.
not-found-loan = Ce prêt n’est plus ici.
not-found-association = La ville ne connaît pas cette association.
not-found-other = Cela n’est plus ici.
file-empty = Le fichier est vide.
file-too-large = Le fichier est trop grand. Coupez-le en plusieurs.
file-not-a-table = Ce fichier n’est pas un tableau. Enregistrez-le au format CSV depuis votre tableur.
file-no-name-column = Aucune colonne ne contient de nom. Ajoutez une première ligne avec « Nom » et « Prénom ».
file-no-time-column = Aucune colonne ne dit quand. Ajoutez « Début » et « Fin » à la première ligne.
invalid-empty = Ce champ est nécessaire.
invalid-no-contact = Un téléphone ou une adresse électronique suffit, mais il en faut un.
invalid-phone = « { $value } » n’est pas un numéro de téléphone.
invalid-email = « { $value } » n’est pas une adresse électronique.
invalid-time = « { $value } » n’est pas une date ou une heure.
invalid-ends-before-start = La fin vient avant le début.
invalid-too-long = C’est trop long.
invalid-too-many = C’est trop.
invalid-min-above-max = Le minimum dépasse le maximum.
invalid-with-themselves = Choisissez une autre personne.
invalid-other = « { $value } » ne convient pas.
reason-skill = a la compétence { $skill }
reason-language = parle { $language }
reason-near = habite à { $distance }
reason-offers = propose cette aide
reason-usual = connaît le lieu
reason-with = vient avec { $name }
reason-week-hours = { $hours } cette semaine
reason-few-others = { $others ->
    [0] personne d’autre ne peut
    [one] une seule autre personne peut
   *[other] { $others } autres seulement peuvent
 }
rule-skill = n’a pas la compétence { $skill }
rule-language = ne parle pas { $language }
rule-vetted = son identité n’a pas été vérifiée
rule-remote-only = n’aide que de chez soi
rule-too-far = habite à { $distance }, se déplace jusqu’à { $radius }
rule-not-available = n’est pas disponible à cette heure
rule-not-held = n’est pas en prêt à cette heure
rule-week-hours = dépasserait ses { $hours } par semaine
rule-overlap = a déjà une affectation à cette heure
rule-turnaround = n’aurait pas le temps d’arriver
rule-blocked = ne souhaite pas ce créneau
rule-not-active = est en pause ou partie
rule-said-no = a déjà dit non à ce créneau
rule-withdrew = s’est désistée cette semaine
rule-never-with = ne doit jamais être avec { $name }, qui y est
short-taken-elsewhere = { $count } { $count ->
    [one] est prise
   *[other] sont prises
 } ailleurs
short-out-of-hours = { $count } { $count ->
    [one] a fait ses heures
   *[other] ont fait leurs heures
 }
short-too-far = { $count } { $count ->
    [one] habite
   *[other] habitent
 } trop loin
short-not-available = { $count } { $count ->
    [one] n’est pas disponible
   *[other] ne sont pas disponibles
 }
short-no-skill = { $count } { $count ->
    [one] n’a pas
   *[other] n’ont pas
 } la compétence
short-no-language = { $count } { $count ->
    [one] ne parle pas
   *[other] ne parlent pas
 } la langue
short-not-vetted = { $count } { $count ->
    [one] n’a pas été vérifiée
   *[other] n’ont pas été vérifiées
 }
short-not-held = { $count } { $count ->
    [one] n’est pas prêtée
   *[other] ne sont pas prêtées
 } à cette heure
short-unwilling = { $count } { $count ->
    [one] ne le souhaite pas
   *[other] ne le souhaitent pas
 }
skill-driver = permis B
skill-first-aid = premiers secours
language-fr = français
language-en = anglais
language-ar = arabe
language-es = espagnol
language-pt = portugais
language-tr = turc
language-bg = bulgare
language-uk = ukrainien
right-held = tenue
right-requested = demandée
right-contested = à régler
answer-not-asked = pas encore appelée
answer-asked = réfléchit
answer-no-reply = ne répond pas
answer-call-back = à rappeler
answer-yes = a dit oui
answer-no = a dit non
answer-withdrew = s’est désistée
status-to-inform = à informer
status-active = active
status-paused = en pause
status-withdrawn = partie
