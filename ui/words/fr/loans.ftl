ask-hands = Demander des bras
ask-number = Combien de personnes
ask-from = Du
ask-from-time = à partir de
ask-until = Au
ask-until-time = jusqu’à
ask-explained = La demande est enregistrée ici tout de suite ; la Ville la verra à la prochaine connexion.
ask-send = Demander à la Ville
ask-sent = Demande enregistrée. La Ville la verra à la prochaine connexion.
ask-answered = { $lent } { $lent ->
    [one] prêtée
   *[other] prêtées
 } sur { $hands }
ask-close = Clore
ask-closed = close
ask-closed-said = Demande close.
hands-none-title = Aucune mise à disposition
hands-none = Quand il vous manque du monde, demandez à la Ville : elle prête des bénévoles de son vivier pour des heures précises.
hands-asks = Ce que vous avez demandé
hands-loans = Ce que la Ville vous prête
loan-booked = { $hours } affectées
loan-quota = sur { $hours } au plus
loan-given-back = prêt rendu { $when }
give-back = Rendre
gave-back = Vous avez rendu { $name } à la Ville.
