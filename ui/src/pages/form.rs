//! A form being filled in: one value, changed field by field.

use std::rc::Rc;
use yew::prelude::*;

/// What the person has typed so far.
#[derive(Clone, PartialEq, Default)]
pub struct Form<T> {
    pub value: T,
    /// The field that was refused, with the sentence to stand beside it.
    pub wrong: Option<(String, String)>,
}

pub enum FormAction<T> {
    Edit(Box<dyn FnOnce(&mut T)>),
    Wrong(String, String),
    Start(T),
}

impl<T> Form<T> {
    pub fn of(value: T) -> Self {
        Self { value, wrong: None }
    }

    /// What is wrong with a field, to stand beside it.
    pub fn error(&self, field: &str) -> Option<AttrValue> {
        self.wrong.as_ref().filter(|(wrong, _)| wrong == field).map(|(_, sentence)| sentence.clone().into())
    }
}

impl<T: Clone + 'static> Reducible for Form<T> {
    type Action = FormAction<T>;

    fn reduce(self: Rc<Self>, action: FormAction<T>) -> Rc<Self> {
        match action {
            FormAction::Edit(change) => {
                let mut value = self.value.clone();
                change(&mut value);
                Self::of(value).into()
            }
            FormAction::Wrong(field, sentence) => {
                Self { value: self.value.clone(), wrong: Some((field, sentence)) }.into()
            }
            FormAction::Start(value) => Self::of(value).into(),
        }
    }
}

/// A callback that puts what a field holds into the form.
pub fn put<T: Clone + PartialEq + 'static, V: 'static>(
    form: &UseReducerHandle<Form<T>>,
    change: fn(&mut T, V),
) -> Callback<V> {
    let dispatcher = form.dispatcher();
    Callback::from(move |value: V| dispatcher.dispatch(FormAction::Edit(Box::new(move |form| change(form, value)))))
}

/// Words of a list typed with commas or semicolons.
pub fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_clears_the_error() {
        let form =
            Rc::new(Form::of("a".to_owned())).reduce(FormAction::Wrong("name".to_owned(), "trop long".to_owned()));
        assert_eq!(form.error("name").as_deref(), Some("trop long"));
        assert_eq!(form.error("other"), None);
        let form = form.reduce(FormAction::Edit(Box::new(|name| name.push('b'))));
        assert_eq!((form.value.as_str(), form.error("name")), ("ab", None));
    }

    #[test]
    fn lists_are_cut_at_commas_and_semicolons() {
        assert_eq!(words_of("cuisine, permis B ;; arabe").collect::<Vec<_>>(), ["cuisine", "permis B", "arabe"]);
    }
}
