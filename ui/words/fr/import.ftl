import-people = Importer une liste
import-shifts = Importer des créneaux
import-title = Importer { $file }
import-reading = Lecture du fichier…
import-writing = Enregistrement…
import-columns = Colonnes reconnues
import-column-header = Dans le fichier
import-column-meaning = Comprise comme
import-column-samples = Par exemple
import-column-note = gardée dans la note
import-encoding = Texte lu en { $encoding }.
import-new = { $count ->
    [one] { $count } nouvelle
   *[other] { $count } nouvelles
 }
import-merged = { $count ->
    [one] { $count } réunie
   *[other] { $count } réunies
 }
import-proposed = { $count ->
    [one] { $count } à décider
   *[other] { $count } à décider
 }
import-refused = { $count ->
    [one] { $count } refusée
   *[other] { $count } refusées
 }
import-lines = Ligne par ligne
import-lines-attention = À regarder
import-lines-all = Toutes
import-lines-more = et { $count } autres lignes.
import-lines-fine = Aucune ligne à regarder.
import-line = Ligne
import-line-name = Nom
import-line-fate = Devient
fate-taken = nouvelle personne
fate-taken-shift = nouveau créneau
fate-same-line = même personne que la ligne { $line }
fate-same-known = même personne que { $name }, déjà ici
fate-joined-line = un rôle de plus pour la ligne { $line }
fate-already = déjà ici
fate-perhaps-contact = peut-être { $name } : même téléphone ou adresse
fate-perhaps-name = peut-être { $name } : même nom
fate-merge = C’est la même personne
fate-refused = refusée : { $why }
fate-kept = gardé dans la note : { $words }
why-no-name = pas de nom
why-no-contact = ni téléphone ni adresse
why-bad-phone = « { $value } » n’est pas un téléphone
why-bad-email = « { $value } » n’est pas une adresse
why-bad-time = « { $value } » n’est pas une date ou une heure
why-bad-number = « { $value } » n’est pas un nombre qui convient
why-missing = il manque « { $column } »
why-too-many-cells = plus de cases que de colonnes
why-too-long = trop long
import-confirm = { $count ->
    [0] Rien à importer
    [one] Importer 1 ligne
   *[other] Importer { $count } lignes
 }
import-done = Import terminé : { $taken } nouvelles, { $merged } réunies, { $refused } refusées.
meaning-name = nom complet
meaning-given = prénom
meaning-family = nom
meaning-phone = téléphone
meaning-email = adresse électronique
meaning-district = quartier
meaning-skills = compétences
meaning-languages = langues
meaning-availability = disponibilités
meaning-offers = aide proposée
meaning-note = note
meaning-title = intitulé
meaning-place = lieu
meaning-start = début
meaning-end = fin
meaning-date = date
meaning-role = rôle
meaning-min = minimum
meaning-max = maximum
meaning-kind = aide
meaning-priority = urgence
meaning-licence = permis
meaning-day = jour
meaning-status = état
